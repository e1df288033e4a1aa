import type { TrendPoint } from "../../core/results/trend.ts";

/** What a reader must know of the numbers, one sentence each. */
export function trendNotes(versions: readonly TrendPoint[], confidence: number): string[] {
  const intervals = versions.some(({ pass_rate }) => pass_rate?.interval !== undefined);
  return [
    ...(intervals ? [`In brackets: where the value lies with ${confidence * 100} % confidence.`] : []),
    ...(versions.some(({ comparable, source }) => source !== "nothing" && !comparable)
      ? ["`other cases`: its suites are not those of the version before it, so the two cannot be compared."]
      : []),
    ...(versions.some(({ source }) => source === "statement")
      ? ["Without brackets: only the sums are in the tag; the evidence is neither on this machine nor in the ledger."]
      : []),
  ];
}
