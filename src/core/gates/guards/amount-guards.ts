import type { EvidenceCase } from "../../eval/evidence.ts";
import { sum } from "../../stats/check.ts";
import { pairedMeans, pairedRatio, type PairedRatio } from "../../stats/paired-ratio.ts";
import { fewestChanges, wholePairs } from "../comparison.ts";
import type { EffectivePolicy } from "../effective-policy.ts";
import type { GateReason } from "../reason-codes.ts";
import { counted, dollars, percent, shortNumber } from "../words.ts";
import type { Guarded, GuardFinding } from "./guard.ts";

/** One thing that may not grow while the answers get better. */
interface Amount {
  readonly name: "latency" | "cost" | "length";
  readonly read: (each: EvidenceCase) => number | undefined;
  readonly show: (value: number) => string;
  /** Of the mean, in the unit of `read`. */
  readonly ceiling: number | undefined;
  readonly maxIncrease: number | undefined;
  readonly codes: { readonly unknown: GateReason; readonly high: GateReason; readonly increased: GateReason };
}

/** Latency, cost and length: the candidate's mean against a ceiling, and each case against itself as it is live. What is not known breaks its guard. */
export function amountGuards(guarded: Guarded): GuardFinding[] {
  const relative = guarded.pairs.length > 0;
  const asked = amountsOf(guarded.policy).filter(({ ceiling, maxIncrease }) => ceiling !== undefined || (maxIncrease !== undefined && relative));
  return asked.flatMap((amount) => findingsOf(amount, guarded));
}

function amountsOf({ guards }: EffectivePolicy): Amount[] {
  const maxUsd = guards?.cost?.max_usd;
  return [
    {
      name: "latency",
      read: (each) => each.latency_ms,
      show: (ms) => `${Math.round(ms)} ms`,
      ceiling: guards?.latency?.max_ms,
      maxIncrease: guards?.latency?.max_increase,
      codes: { unknown: "latency-unknown", high: "latency-too-high", increased: "latency-increased" },
    },
    {
      name: "cost",
      read: (each) => each.cost_nano_usd,
      show: dollars,
      ceiling: maxUsd === undefined ? undefined : maxUsd * 1e9,
      maxIncrease: guards?.cost?.max_increase,
      codes: { unknown: "cost-unknown", high: "cost-too-high", increased: "cost-increased" },
    },
    {
      name: "length",
      read: (each) => each.length,
      show: (characters) => counted(Math.round(characters), "character"),
      ceiling: guards?.length?.max_chars,
      maxIncrease: guards?.length?.max_increase,
      codes: { unknown: "length-unknown", high: "length-too-high", increased: "length-increased" },
    },
  ];
}

function findingsOf(amount: Amount, guarded: Guarded): GuardFinding[] {
  const { name, read, codes, ceiling, maxIncrease, show } = amount;
  const { cases, pairs } = guarded;
  const relative = maxIncrease !== undefined && pairs.length > 0;
  const unknown = [...cases, ...(relative ? pairs.map((pair) => pair.baseline) : [])].filter((each) => read(each) === undefined).length;
  if (unknown > 0) {
    const told = `The ${name} of ${counted(unknown, "case")} is not known, and a guard is set on it.`;
    return [{ kind: "settled", broken: codes.unknown, told, numbers: { unknown } }];
  }
  const now = sum(cases.map((each) => read(each) ?? 0)) / cases.length;
  const high = ceiling !== undefined && now > ceiling;
  const absolute: GuardFinding[] = high
    ? [
        {
          kind: "settled",
          broken: codes.high,
          told: `The mean ${name} is ${show(now)}; the guard allows ${show(ceiling)}.`,
          numbers: { candidate: now, ceiling },
        },
      ]
    : [{ kind: "settled", told: `mean ${name} ${show(now)}` }];
  return relative ? [...absolute.filter(() => high), comparedTo(amount, maxIncrease, guarded)] : absolute;
}

function comparedTo({ name, read, show, codes }: Amount, maxIncrease: number, { pairs, policy: { alpha } }: Guarded): GuardFinding {
  const both = pairs.map((pair) => ({ cluster: pair.cluster, values: [read(pair.baseline) ?? 0, read(pair.candidate) ?? 0] as const }));
  const clusters = [...Map.groupBy(both, ({ cluster }) => cluster).values()].map((members) => members.map(({ values }) => values));
  const limit = 1 + maxIncrease;
  const found = pairedRatio(clusters, { alpha, limit });
  const [before, after] = pairedMeans(both.map(({ values }) => values));
  // Below that their spread says little, and nothing at all where it is 0.
  const few = clusters.length < fewestChanges(alpha);
  const moved = `The ${name} went from ${show(before)} to ${show(after)} on average, case by case ${change(found.ratio)} (${range(found)})`;
  const allowed = `the guard allows ${percent(maxIncrease)} more`;
  const needed = few ? fewestChanges(alpha) : wholePairs(pairs.length, found.pairsToShowBelow);
  const enough = needed === undefined ? "more cases at these rates would not tell either" : `about ${needed} cases would tell`;
  return {
    kind: "compared",
    broken: codes.increased,
    held: !few && found.upper <= limit,
    pWorse: few ? 1 : found.pAbove,
    told: {
      held: `${name} ${show(before)} → ${show(after)} (${bounded(found.upper)})`,
      broken: `${moved}; ${allowed}.`,
      unclear: `${moved}; ${allowed}, and whether it keeps to that cannot be told: ${enough}.`,
    },
    numbers: {
      guard: name,
      pairs: pairs.length,
      clusters: clusters.length,
      baseline: before,
      candidate: after,
      ratio: found.ratio,
      ...(Number.isFinite(found.upper) ? { ratio_lower: found.lower, ratio_upper: found.upper } : {}),
      max_increase: maxIncrease,
      ...(needed === undefined ? {} : { pairs_needed: needed }),
    },
  };
}

function range({ lower, upper }: PairedRatio): string {
  return Number.isFinite(upper) ? `between ${change(lower)} and ${change(upper)}` : "one case tells no range";
}

/** An upper bound: "at most 12 % more", "at least 4 % less", "no more" */
function bounded(upper: number): string {
  const words = change(upper);
  return words === "the same" ? "no more" : `${upper < 1 ? "at least" : "at most"} ${words}`;
}

/** "30 % more", "4.5 % less", "the same", "11 times" */
function change(ratio: number): string {
  if (ratio >= 3) return `${shortNumber(Number(ratio.toPrecision(2)))} times`;
  const share = percent(Math.abs(ratio - 1));
  return share === "0 %" ? "the same" : `${share} ${ratio > 1 ? "more" : "less"}`;
}
