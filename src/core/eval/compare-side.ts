import type { CaseContents } from "../gates/case-clusters.ts";
import type { ComparedSide } from "../results/compare.ts";
import { caseMeasures } from "./case-measures.ts";
import type { EvidenceCase } from "./evidence.ts";
import { mean } from "./reduce-epochs.ts";

type Counts = Pick<
  ComparedSide,
  | "cases"
  | "passed"
  | "failed"
  | "errors"
  | "pass_rate"
  | "pass_rate_interval"
  | "mean_score"
  | "mean_score_interval"
  | "mean_cost_nano_usd"
  | "mean_latency_ms"
>;

/** What a side's cases come to by themselves. */
export function sideCounts(cases: readonly EvidenceCase[], contents?: CaseContents): Counts {
  const withStatus = (wanted: EvidenceCase["status"]) => cases.filter(({ status }) => status === wanted).length;
  const { pass_rate: rate, score } = caseMeasures(cases, contents);
  const latencies = cases.flatMap(({ latency_ms }) => latency_ms ?? []);
  const costs = cases.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  return {
    cases: cases.length,
    passed: withStatus("pass"),
    failed: withStatus("fail"),
    errors: withStatus("error"),
    ...(rate === undefined ? {} : { pass_rate: rate.value, pass_rate_interval: rate.interval }),
    ...(score === undefined ? {} : { mean_score: score.value, mean_score_interval: score.interval }),
    ...(costs.length < cases.length || costs.length === 0 ? {} : { mean_cost_nano_usd: mean(costs) }),
    ...(latencies.length === 0 ? {} : { mean_latency_ms: mean(latencies) }),
  };
}
