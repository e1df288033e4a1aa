import type { EvidenceCase } from "../../eval/evidence.ts";
import { sum } from "../../stats/check.ts";
import { shortNumber } from "../words.ts";
import type { Guarded, GuardFinding } from "./guard.ts";
import { partGuard } from "./part-guard.ts";

/**
 * Scores under a `metric` name, over the cases that have one: their mean against a floor, and case by case against what is live. A metric that
 * no case has guards nothing, which breaks its guard.
 */
export function metricGuards(guarded: Guarded): GuardFinding[] {
  return Object.entries(guarded.policy.guards?.metrics ?? {}).flatMap(([name, asked]) => findingsOf(name, asked, guarded));
}

function findingsOf(
  name: string,
  { margin, min }: { readonly margin?: number; readonly min?: number },
  { cases, pairs, policy: { alpha } }: Guarded,
): GuardFinding[] {
  const scores = cases.flatMap((each) => scoreOf(each, name) ?? []);
  const compared = margin !== undefined && pairs.length > 0;
  if (!compared && min === undefined) return [];
  const half = compared ? pairs.filter((pair) => (scoreOf(pair.baseline, name) === undefined) !== (scoreOf(pair.candidate, name) === undefined)).length : 0;
  if (scores.length === 0 || half > 0) {
    const told = scores.length === 0 ? `No case has the metric \`${name}\`` : `Of ${half} cases the metric \`${name}\` is known on one side only`;
    return [{ kind: "settled", broken: "metric-unknown", told: `${told}, and a guard is set on it.`, numbers: { guard: `metric:${name}`, unknown: half } }];
  }
  const mean = sum(scores) / scores.length;
  const low = min !== undefined && mean < min;
  const floor: GuardFinding[] = low
    ? [
        {
          kind: "settled",
          broken: "metric-too-low",
          told: `The mean of the metric \`${name}\` is ${shortNumber(mean)}; the guard asks for ${min}.`,
          numbers: { guard: `metric:${name}`, candidate: mean, min },
        },
      ]
    : [];
  if (!compared) return low ? floor : [{ kind: "settled", told: `metric \`${name}\` ${shortNumber(mean)}` }];
  const both = pairs.flatMap((pair) => {
    const [before, after] = [scoreOf(pair.baseline, name), scoreOf(pair.candidate, name)];
    return before === undefined || after === undefined
      ? []
      : [{ ...pair, baseline: { ...pair.baseline, score: before }, candidate: { ...pair.candidate, score: after } }];
  });
  return [...floor, partGuard(both, { guard: "metric", name, broken: "metric-worse", metric: "score", alpha, margin })];
}

/** Mean over epochs, and over the assertions that have the name. */
function scoreOf({ metrics = {} }: EvidenceCase, name: string): number | undefined {
  const [total, count] = (Object.hasOwn(metrics, name) ? metrics[name] : undefined) ?? [0, 0];
  return count === 0 ? undefined : total / count;
}
