import { keyedFraction } from "../identity/keyed-fraction.ts";
import { challengeSources, type ChallengeSource } from "./challenge-case.ts";
import { challengeShares, challengeSplits, type ChallengeSplit } from "./challenge-split.ts";

/** A question with its variants, which go together. */
export interface DealtCluster {
  /** The least content digest of its cases. */
  readonly least: string;
  /** How many cases it has. */
  readonly size: number;
  /** Why its cases are in the set; not empty. */
  readonly sources: ReadonlySet<ChallengeSource>;
  /** Where earlier sets have it: it stays there. */
  readonly fixed: ChallengeSplit | undefined;
  /** False where only a model or a person can say whether its cases pass: it is in no holdout. */
  readonly sealable: boolean;
}

export interface Dealt {
  /** In the order of the clusters. */
  readonly splits: readonly ChallengeSplit[];
  /** Clusters that would be in the holdout if they were sealable. */
  readonly withoutLabel: number;
}

type Counts = Record<ChallengeSplit, number>;

/**
 * Which question is in which part. Those of earlier sets stay where they are. New ones are dealt source by source, in the order that
 * `keyedFraction(key, "challenge/1\n<prompt>\n<content digest>")` gives them, each to the part that lacks most of its share: in its source and in the
 * whole together. So shares come out as nearly as whole questions allow, in small sets too, and nobody without the key can tell beforehand who is where.
 */
export function dealSplits(clusters: readonly DealtCluster[], { key, prompt }: { readonly key: string; readonly prompt: string }): Dealt {
  const whole = none();
  const strata = new Map<ChallengeSource, Counts>(challengeSources.map((source) => [source, none()]));
  const splits = new Map<DealtCluster, ChallengeSplit>();
  let withoutLabel = 0;
  const put = (cluster: DealtCluster, split: ChallengeSplit) => {
    splits.set(cluster, split);
    for (const counts of [whole, strata.get(stratumOf(cluster)) ?? none()]) counts[split] += cluster.size;
  };
  const seal = (cluster: DealtCluster, split: ChallengeSplit, instead: () => ChallengeSplit): ChallengeSplit => {
    if (split !== "holdout" || cluster.sealable) return split;
    withoutLabel += 1;
    return instead();
  };
  for (const cluster of clusters)
    if (cluster.fixed !== undefined)
      put(
        cluster,
        seal(cluster, cluster.fixed, () => "validation"),
      );
  const at = new Map(clusters.map((cluster) => [cluster, keyedFraction(key, `challenge/1\n${prompt}\n${cluster.least}`)]));
  const waiting = clusters.filter(({ fixed }) => fixed === undefined).sort((a, b) => (at.get(a) ?? 0) - (at.get(b) ?? 0) || (a.least < b.least ? -1 : 1));
  for (const source of challengeSources) {
    const mine = strata.get(source) ?? none();
    for (const cluster of waiting) {
      if (stratumOf(cluster) !== source) continue;
      const most = (among: readonly ChallengeSplit[]) => mostLacking(among, (split) => lack(mine, split, cluster.size) + lack(whole, split, cluster.size));
      put(
        cluster,
        seal(cluster, most(challengeSplits), () => most(["train", "validation"])),
      );
    }
  }
  return { splits: clusters.map((cluster) => splits.get(cluster) ?? "train"), withoutLabel };
}

/** Of several reasons the first in their order: a hard case that was also drawn at random is a hard one. */
function stratumOf({ sources }: DealtCluster): ChallengeSource {
  return challengeSources.find((source) => sources.has(source)) ?? "random";
}

/** How far a part would be below its share when so many more were there. */
function lack(counts: Counts, split: ChallengeSplit, more: number): number {
  return challengeShares[split] * (counts.train + counts.validation + counts.holdout + more) - counts[split];
}

function mostLacking(among: readonly ChallengeSplit[], of: (split: ChallengeSplit) => number): ChallengeSplit {
  // Shares are no sums of powers of two: what is equal on paper may differ in its last bits.
  return among.reduce((best, split) => (of(split) > of(best) + 1e-9 ? split : best), among[0] ?? "train");
}

function none(): Counts {
  return { train: 0, validation: 0, holdout: 0 };
}
