import type { PageResult } from "../../../reporters/eval/html/page-data.ts";
import { statuses } from "../../../reporters/eval/statuses.ts";

export const orderable = ["status", "case", "score", "cost", "latency"] as const;
export type OrderBy = (typeof orderable)[number];

export interface Order {
  readonly by: OrderBy;
  readonly descending: boolean;
}

/** What wants attention comes first. */
export const usualOrder: Order = { by: "status", descending: false };

/** A new list. What has no value comes last, whichever way; equals keep test order. @param metric Score by this metric instead of the whole. */
export function ordered(results: readonly PageResult[], { by, descending }: Order, metric: string): PageResult[] {
  const sign = descending ? -1 : 1;
  const keyed = results.map((result) => ({ result, key: keyOf(result, by, metric) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined) || a.result.index - b.result.index;
    return sign * compared(a.key, b.key) || a.result.index - b.result.index;
  });
  return keyed.map(({ result }) => result);
}

function keyOf(result: PageResult, by: OrderBy, metric: string): number | string | undefined {
  switch (by) {
    case "status":
      return statuses[result.status].rank;
    case "case":
      return `${result.suite}/${result.case}`;
    case "score":
      return scoreOf(result, metric);
    case "cost":
      return result.cost_nano_usd;
    case "latency":
      return result.latency_ms;
  }
}

/** A result's score, or its mean score in one metric; undefined when it has none. */
export function scoreOf({ status, score, checks }: PageResult, metric: string): number | undefined {
  if (metric === "") return status === "pass" || status === "fail" ? score : undefined;
  if (status === "error") return undefined;
  const scores = checks.filter((check) => check.metric === metric && check.pending !== true).map((check) => check.score);
  return scores.length === 0 ? undefined : scores.reduce((sum, each) => sum + each, 0) / scores.length;
}

function compared(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
