import { isDeepStrictEqual } from "node:util";
import { askedDifferences } from "./asked-differences.ts";
import type { EvaluationPlan, PlannedPrompt } from "./evaluation-plan.ts";

/** What changed between two plans, one short phrase each, for people; empty when nothing did. */
export function planDifferences(before: EvaluationPlan, after: EvaluationPlan): string[] {
  const asked = askedDifferences(before.asked, after.asked);
  return [
    ...byName(
      before.prompts,
      after.prompts,
      ({ label }) => label,
      "prompt",
      (old, now) => promptDifferences(old, now, asked.length === 0),
    ),
    ...asked.map((each) => `it began with \`${each.before}\` and not \`${each.after}\``),
  ];
}

/** @param sameAsked Where something else was asked for, that explains which cases a suite runs, and how often. */
function promptDifferences(before: PlannedPrompt, after: PlannedPrompt, sameAsked: boolean): string[] {
  const { label } = after;
  return [
    ...(before.prompt_digest === after.prompt_digest ? [] : [`prompt ${label} was edited`]),
    ...(before.model_digest === after.model_digest ? [] : [`the model configuration of ${label} changed`]),
    ...(isDeepStrictEqual(before.judges, after.judges) ? [] : [`the judges of ${label} changed`]),
    ...byName(
      before.suites,
      after.suites,
      ({ suite }) => `${label}/${suite}`,
      "suite",
      (old, now) => ((sameAsked ? isDeepStrictEqual(old, now) : old.digest === now.digest) ? [] : [`suite ${label}/${now.suite} changed`]),
    ),
  ];
}

function byName<T>(before: readonly T[], after: readonly T[], name: (item: T) => string, kind: string, compare: (before: T, after: T) => string[]): string[] {
  const old = new Map(before.map((item) => [name(item), item]));
  const now = new Map(after.map((item) => [name(item), item]));
  return [
    ...[...old.keys()].filter((key) => !now.has(key)).map((key) => `${kind} ${key} is gone`),
    ...[...now].flatMap(([key, item]) => {
      const previous = old.get(key);
      return previous === undefined ? [`${kind} ${key} is new`] : compare(previous, item);
    }),
  ];
}
