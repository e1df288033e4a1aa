import { canonicalJson } from "../identity/canonical-json.ts";
import { digestOf } from "../identity/digest.ts";
import { keyedFraction } from "../identity/keyed-fraction.ts";
import { challengeSources, contentDigest, hasHardLabel, type ChallengeCase } from "./challenge-case.ts";
import { challengeSplits, placeKey, type ChallengeSplit } from "./challenge-split.ts";
import { dealSplits } from "./deal-splits.ts";
import { nearDuplicates } from "./near-duplicates.ts";
import { variantGroupOf } from "./variant-group.ts";

export interface ChallengePlan {
  readonly prompt: string;
  readonly key: string;
  /** The least share of cases drawn without looking at how they did, 0.3 to 1. */
  readonly randomShare: number;
  /** Where cases are or once were by earlier sets, and what people sealed, by `placeKey`: they stay there. */
  readonly earlier: ReadonlyMap<string, ChallengeSplit>;
}

export interface PlacedCase extends ChallengeCase {
  readonly content: string;
  readonly split: ChallengeSplit;
  /** Set when variants of it are in the set as well: they are in the same split. */
  readonly cluster: string | undefined;
}

export interface ChallengeSet {
  /** SHA-256 over all cases and where they are. */
  readonly digest: string;
  /** By name and content. */
  readonly cases: readonly PlacedCase[];
  /** Cases of one question with one expectation that came more than once. */
  readonly merged: number;
  readonly clusters: number;
  /** How many were drawn at random, those that are in it for another reason included. */
  readonly drawn: number;
  /** Clusters that were kept out of the holdout because only a model or a person could say whether they pass. */
  readonly withoutLabel: number;
}

/**
 * A challenge set from everything that is known. The order in which it is given decides nothing.
 * @param known Every case there is; those with a source are hard, all of them may be drawn at random.
 */
export function buildChallenge(known: readonly ChallengeCase[], plan: ChallengePlan): ChallengeSet | undefined {
  const distinct = mergeExact(known);
  const hard = distinct.filter(({ sources }) => sources.length > 0);
  if (hard.length === 0) return undefined;
  const drawn = drawnAtRandom(distinct, hard, plan);
  const chosen = distinct
    .filter((each) => each.sources.length > 0 || drawn.has(each))
    .map((each) => (drawn.has(each) ? { ...each, sources: sorted([...each.sources, "random"]) } : each));

  const together = chosen.map(({ group, settings, name }) =>
    group === undefined ? undefined : JSON.stringify([settings?.suite ?? name.split("/")[0], group]),
  );
  const clusters = nearDuplicates(
    chosen.map(({ inputs, history }) => textOf([inputs, history])),
    together,
  ).map((places) => places.flatMap((place) => chosen[place] ?? []));
  const { splits, withoutLabel } = dealSplits(
    clusters.map((members) => ({
      least: leastOf(members),
      size: members.length,
      sources: new Set(members.flatMap(({ sources }) => sources)),
      fixed: splitBefore(members, plan),
      sealable: members.every(({ assertions }) => hasHardLabel(assertions)),
    })),
    plan,
  );
  const cases = clusters.flatMap((members, at) => {
    const least = leastOf(members);
    return members.map((each): PlacedCase => ({
      ...each,
      split: splits[at] ?? "train",
      cluster: members.length > 1 ? variantGroupOf(least) : undefined,
    }));
  });
  cases.sort(byContent);
  const digest = digestOf({ of: "challenge/1", prompt: plan.prompt, cases: cases.map(identityOf) });
  return { digest, cases, merged: known.length - distinct.length, clusters: clusters.length, drawn: drawn.size, withoutLabel };
}

type Distinct = ChallengeCase & { readonly content: string };

/** One case per question, expectation and settings: its reasons, remarks and assertions are those of all. */
function mergeExact(known: readonly ChallengeCase[]): Distinct[] {
  const whole = known.map((each) => ({ ...each, content: contentDigest(each) }));
  const alike = Map.groupBy(whole, ({ content, expected, settings }) => canonicalJson([content, expected ?? null, expected === undefined, settings ?? null]));
  return [...alike.values()].map(mergedOf).sort(byContent);
}

function mergedOf(same: readonly Distinct[]): Distinct {
  const inOrder = [...same].sort((a, b) => compare(a.name, b.name) || compare(canonicalJson([...a.assertions]), canonicalJson([...b.assertions])));
  const [first, ...others] = inOrder;
  if (first === undefined) throw new TypeError("a group has a member");
  if (others.length === 0) return { ...first, sources: sorted(first.sources) };
  const assertions = new Map(inOrder.flatMap((each) => each.assertions.map((assertion) => [canonicalJson(assertion), assertion] as const)));
  const list = <T extends string>(of: (each: Distinct) => readonly T[]): T[] => [...new Set(inOrder.flatMap(of))].sort();
  return {
    ...first,
    assertions: [...assertions.values()],
    tags: list(({ tags }) => tags),
    sources: sorted(list(({ sources }) => sources)),
    remarks: list(({ remarks }) => remarks),
    mustPass: inOrder.some(({ mustPass }) => mustPass),
    group: inOrder.find(({ group }) => group !== undefined)?.group,
  };
}

/** So many that they make up the share of the whole; which ones follows from the key. */
function drawnAtRandom(all: readonly Distinct[], hard: readonly Distinct[], { key, prompt, randomShare }: ChallengePlan): Set<Distinct> {
  const rank = (each: Distinct) => keyedFraction(key, `challenge-random/1\n${prompt}\n${each.content}`);
  const order = all.map((each) => ({ each, at: rank(each) })).sort((a, b) => a.at - b.at || byContent(a.each, b.each));
  const chosen = new Set(hard);
  const drawn = new Set<Distinct>();
  for (const { each } of order) {
    if (drawn.size >= randomShare * chosen.size) break;
    drawn.add(each);
    chosen.add(each);
  }
  return drawn;
}

/**
 * Variants go together. Where earlier sets put them apart, the split that was seen most wins: what was once learned from is never
 * sealed again. Undefined where none of them was in one.
 */
function splitBefore(members: readonly Distinct[], { earlier }: ChallengePlan): ChallengeSplit | undefined {
  const before = members.flatMap(({ content }) => earlier.get(placeKey(content)) ?? []);
  return challengeSplits.find((split) => before.includes(split));
}

function leastOf(members: readonly Distinct[]): string {
  return members.map(({ content }) => content).sort()[0] ?? "";
}

function identityOf({ content, expected, assertions, settings, split, cluster, mustPass }: PlacedCase): unknown {
  return { content, expected, assertions, settings, split, cluster, must_pass: mustPass };
}

/** The texts of a value, keys left out. */
function textOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).map(textOf).join(" ");
}

function byContent(a: Distinct, b: Distinct): number {
  return (
    compare(a.name, b.name) ||
    compare(a.content, b.content) ||
    compare(canonicalJson([a.expected ?? null, a.settings ?? null]), canonicalJson([b.expected ?? null, b.settings ?? null]))
  );
}

function sorted(sources: readonly ChallengeCase["sources"][number][]): ChallengeCase["sources"] {
  return challengeSources.filter((source) => sources.includes(source));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
