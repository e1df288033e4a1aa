import { isDeepStrictEqual } from "node:util";
import type { Asked } from "./evaluation-plan.ts";
import { shardName } from "./shard.ts";

/** A flag of `eval` that was given otherwise than before. */
export interface AskedDifference {
  readonly flag: string;
  /** As one writes it: `--shard 1/2`; `no --shard` where it was not given. */
  readonly before: string;
  readonly after: string;
}

const flags = {
  suites: "--suite",
  cases: "--case",
  tags: "--tag",
  filters: "--filter",
  sample: "--sample",
  shard: "--shard",
  epochs: "--epochs",
  models: "--model",
  provider: "--provider",
  changed: "--changed",
  cache: "--no-cache",
} as const satisfies Record<keyof Asked, string>;

type Said = { readonly [K in keyof Asked]?: (Asked[K] extends string[] | undefined ? readonly string[] : Asked[K]) | undefined };

/** The flags that differ, in the order of the help; lists are sets. @param keys Only these are looked at. */
export function askedDifferences(before: Said, after: Said, keys: readonly (keyof Asked)[] = Object.keys(flags) as (keyof Asked)[]): AskedDifference[] {
  return keys
    .filter((key) => !isDeepStrictEqual(comparable(before[key]), comparable(after[key])))
    .map((key) => ({ flag: flags[key], before: written(flags[key], before[key]), after: written(flags[key], after[key]) }));
}

function comparable(value: Said[keyof Asked]): unknown {
  if (!isList(value)) return value;
  return value.length === 0 ? undefined : [...new Set(value)].sort();
}

function written(flag: string, value: Said[keyof Asked]): string {
  if (flag === flags.cache) return value === false ? flag : "--cache";
  if (value === undefined || (isList(value) && value.length === 0)) return `no ${flag}`;
  if (isList(value)) return value.map((each) => `${flag} ${each}`).join(" ");
  if (typeof value !== "object") return `${flag} ${value}`;
  return "count" in value ? `${flag} ${shardName(value)}` : `${flag} ${value.size} --seed ${value.seed}`;
}

function isList(value: Said[keyof Asked]): value is readonly string[] {
  return Array.isArray(value);
}
