import type { CaseSide, ComparedCase } from "../../core/results/compare.ts";
import { reasonsOf } from "../eval/why.ts";

/** `core/late-fee` */
export function caseName({ suite, case: name }: Pick<ComparedCase, "suite" | "case">): string {
  return `${suite}/${name}`;
}

/** `1 → 0.25`; a side without a score says what it is. */
export function scoreWords({ before, after }: Pick<ComparedCase, "before" | "after">): string {
  return `${sideWords(before)} → ${sideWords(after)}`;
}

/** Why the worse side of a case is worse; empty when nothing failed there. */
export function whyWorse({ failed_checks: checks = [], error, score, status }: CaseSide): string[] {
  return checks.length === 0 && error === undefined ? [] : reasonsOf({ status, checks, score, ...(error === undefined ? {} : { error }) });
}

function sideWords({ status, score }: CaseSide): string {
  return status === "pass" || status === "fail" ? String(Number(score.toFixed(2))) : status;
}
