import type { Asked } from "../../core/eval/evaluation-plan.ts";
import { shardName } from "../../core/eval/shard.ts";

/** What was asked for beside the prompts, in few words: `tag slow, sample 20 (seed 0), shard 1/4`; empty when nothing was. */
export function selectionText({ suites, cases, tags, filters = [], sample, shard, epochs, models = [], provider, changed }: Asked): string {
  return [
    ...suites.map((suite) => `suite ${suite}`),
    ...cases.map((id) => `case ${id}`),
    ...filters.map((pattern) => `filter ${pattern}`),
    ...tags.map((tag) => `tag ${tag}`),
    ...(sample === undefined ? [] : [`sample ${sample.size} (seed ${sample.seed})`]),
    ...(shard === undefined ? [] : [`shard ${shardName(shard)}`]),
    ...(epochs === undefined ? [] : [`epochs ${epochs}`]),
    ...models.map((model) => `model ${model}`),
    ...(provider === undefined ? [] : [`provider ${provider}`]),
    ...(changed === undefined ? [] : [`changed since ${changed}`]),
  ].join(", ");
}
