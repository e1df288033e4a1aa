import { assertionKinds } from "../assertions/registry.ts";
import { weightedMean } from "../assertions/weighted-mean.ts";
import type { ScoreRule } from "../model/score-rule.ts";
import type { CheckResult } from "./case-result.ts";
import { latencyScore } from "./latency-score.ts";

/** What beside the assertions goes into the components. */
export interface Circumstance {
  readonly latencyMs: number;
  /** Is the answer the JSON it was to be? Undefined when it was not to be any. */
  readonly parses: boolean | undefined;
  /** Does it keep the output contract? Undefined when there is none. */
  readonly keepsContract: boolean | undefined;
}

/** Which component a check counts in. */
export function componentOf({ type, metric }: Pick<CheckResult, "type" | "metric">): string {
  return metric ?? (Object.hasOwn(assertionKinds, type) ? assertionKinds[type]?.component : undefined) ?? "task";
}

/** The components that weights name and this case has anything of: the weighted mean of their checks, each from 0 to 1. */
export function componentsOf(assertions: readonly CheckResult[], { weights, latency }: ScoreRule, circumstance: Circumstance): Record<string, number> {
  const { latencyMs, parses, keepsContract } = circumstance;
  const own: Readonly<Record<string, readonly (boolean | undefined)[]>> = { parse: [parses], schema: [keepsContract] };
  const components: Record<string, number> = {};
  for (const name of Object.keys(weights)) {
    const promised =
      (Object.hasOwn(own, name) ? own[name] : undefined)?.flatMap((kept) => (kept === undefined ? [] : [{ score: kept ? 1 : 0, weight: 1 }])) ?? [];
    const checks = assertions.filter((check) => check.weight > 0 && check.pending !== true && componentOf(check) === name);
    if (name === "latency" && latency !== undefined) components[name] = latencyScore(latencyMs, latency);
    else if (promised.length + checks.length > 0) components[name] = weightedMean([...promised, ...checks]);
  }
  return components;
}

/** Σ weight · component / Σ weight; 1 when nothing counts. */
export function compositeScore(components: Readonly<Record<string, number>>, { weights }: ScoreRule): number {
  return weightedMean(Object.entries(components).map(([name, score]) => ({ score, weight: weights[name] ?? 0 })));
}
