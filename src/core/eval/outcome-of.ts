import { weightedMean } from "../assertions/weighted-mean.ts";
import type { CheckResult } from "./case-result.ts";

/** From checks to their score, from 0 to 1. */
export type ScoreOf = (checks: readonly CheckResult[]) => number;

/**
 * What checks come to together. Without a threshold every one that counts must hold, with one their score decides; `must_pass` binds
 * either way. While a person's word is open the outcome is too, unless even the best word would not save it.
 */
export function outcomeOf(checks: readonly CheckResult[], threshold: number | undefined, scoreOf: ScoreOf = weightedMean): "pass" | "fail" | "pending" {
  if (brokeBinding(checks)) return "fail";
  const open = checks.filter(({ pending, weight, must_pass }) => pending === true && (weight > 0 || must_pass === true));
  const best = checks.map((check) => (check.pending === true ? { ...check, score: 1, pass: true, pending: false } : check));
  const holds = threshold === undefined ? best.every(({ weight, pass }) => weight === 0 || pass) : scoreOf(best) >= threshold;
  if (!holds) return "fail";
  return open.length > 0 ? "pending" : "pass";
}

/** True when a check failed that binds whatever the weighted score is. */
export function brokeBinding(checks: readonly CheckResult[]): boolean {
  return checks.some(({ must_pass, pass, pending }) => must_pass === true && !pass && pending !== true);
}
