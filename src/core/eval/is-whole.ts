import type { Asked } from "./evaluation-plan.ts";

/** Whole suites of the prompts as they are: no filter, no other model. Evidence of less is none that a version could be published on. */
export function isWhole({ suites, cases, tags, filters = [], models = [], sample, shard, provider }: Asked): boolean {
  return [suites, cases, tags, filters, models].every(({ length }) => length === 0) && [sample, shard, provider].every((part) => part === undefined);
}
