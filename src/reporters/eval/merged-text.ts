import type { EvalMergeResult } from "../../core/results/eval-merge.ts";

/** What an evaluation was brought together from. */
export function mergedText({ merged }: Pick<EvalMergeResult, "merged">): string {
  return `${merged.map(({ from, shard }) => (shard === undefined ? `Taken from ${from}.\n` : `Shard ${shard} from ${from}.\n`)).join("")}\n`;
}
