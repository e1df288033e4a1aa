import { isDeepStrictEqual } from "node:util";
import type { Asked, EvaluationPlan, PlannedPrompt } from "./evaluation-plan.ts";
import { shardName } from "./shard.ts";

/** The flags by which something is asked for, and their value in an evaluation; empty when it was not. */
const flags: { readonly [Key in keyof Required<Asked>]: readonly [flag: string, value: (asked: Asked) => string] } = {
  suites: ["--suite", ({ suites }) => suites.join(", ")],
  cases: ["--case", ({ cases }) => cases.join(", ")],
  tags: ["--tag", ({ tags }) => tags.join(", ")],
  filters: ["--filter", ({ filters = [] }) => filters.join(", ")],
  sample: ["--sample", ({ sample }) => (sample === undefined ? "" : `${sample.size} with --seed ${sample.seed}`)],
  shard: ["--shard", ({ shard }) => (shard === undefined ? "" : shardName(shard))],
  epochs: ["--epochs", ({ epochs }) => String(epochs ?? "")],
  models: ["--model", ({ models = [] }) => models.join(", ")],
  provider: ["--provider", ({ provider = "" }) => provider],
  changed: ["--changed", ({ changed = "" }) => changed],
  cache: ["--no-cache", ({ cache }) => (cache ? "" : "given")],
};

/** What changed between two plans, one short phrase each, for people; empty when nothing did. */
export function planDifferences(before: EvaluationPlan, after: EvaluationPlan): string[] {
  return [
    ...byName(before.prompts, after.prompts, ({ label }) => label, "prompt", promptDifferences),
    ...(isDeepStrictEqual(before.asked, after.asked) ? [] : askedDifferences(before.asked, after.asked)),
  ];
}

function askedDifferences(before: Asked, after: Asked): string[] {
  const named = Object.values(flags).flatMap(([flag, value]) => {
    const [old, now] = [value(before), value(after)];
    return old === now ? [] : [`\`${flag}\` differs (${old || "not given"}, then ${now || "not given"})`];
  });
  return named.length > 0 ? named : ["other filters or options were asked for"];
}

function promptDifferences(before: PlannedPrompt, after: PlannedPrompt): string[] {
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
      (old, now) => (isDeepStrictEqual(old, now) ? [] : [`suite ${label}/${now.suite} changed`]),
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
