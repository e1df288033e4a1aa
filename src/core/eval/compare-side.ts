import type { ComparedSide } from "../results/compare.ts";
import type { EvidenceCase } from "./evidence.ts";
import { mean } from "./reduce-epochs.ts";

type Counts = Pick<ComparedSide, "cases" | "passed" | "failed" | "errors" | "mean_score" | "mean_cost_nano_usd" | "mean_latency_ms">;

/** What a side's cases come to by themselves. */
export function sideCounts(cases: readonly EvidenceCase[]): Counts {
  const withStatus = (wanted: EvidenceCase["status"]) => cases.filter(({ status }) => status === wanted).length;
  const scores = cases.flatMap(({ status, score }) => (status === "pass" || status === "fail" ? score : []));
  const latencies = cases.flatMap(({ latency_ms }) => latency_ms ?? []);
  const costs = cases.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  return {
    cases: cases.length,
    passed: withStatus("pass"),
    failed: withStatus("fail"),
    errors: withStatus("error"),
    ...(scores.length === 0 ? {} : { mean_score: mean(scores) }),
    ...(costs.length < cases.length || costs.length === 0 ? {} : { mean_cost_nano_usd: mean(costs) }),
    ...(latencies.length === 0 ? {} : { mean_latency_ms: mean(latencies) }),
  };
}
