import { PromptopsError } from "../errors/promptops-error.ts";
import { strict, Type, type Static } from "../model/shape.ts";

/** One of several parts that an evaluation is cut into, counted from 1. */
export const Shard = strict({ index: Type.Integer({ minimum: 1 }), count: Type.Integer({ minimum: 1 }) });
export type Shard = Static<typeof Shard>;

/** More machines than anybody has. */
const mostShards = 10_000;

/** `2/5` @throws PromptopsError `invalid-flag`. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count && count <= mostShards) return { index, count };
  throw new PromptopsError("invalid-flag", `"${text}" is no part of a whole.`, { where: "--shard", hint: "Write `--shard 2/5` for the second of five parts." });
}

/**
 * Does a shard run the case at this place among all that were selected, prompt by prompt and suite by suite? They are dealt like
 * cards: shards differ by one case at most, every case is in one of them, and where they run makes no difference.
 * @param position From 0.
 */
export function isInShard({ index, count }: Shard, position: number): boolean {
  return position % count === index - 1;
}

export function shardName({ index, count }: Shard): string {
  return `${index}/${count}`;
}
