import type { CaseResult } from "./case-result.ts";
import type { PlannedSuite } from "./evaluation-plan.ts";
import type { EvidenceCase } from "./evidence.ts";
import { mean, reduceEpochs } from "./reduce-epochs.ts";
import { brokeBinding } from "./score-case.ts";

/** A case's epochs, in order, as one line of evidence. @param epochs Not empty. */
export function reduceCase(epochs: readonly CaseResult[], { reducer, threshold }: Pick<PlannedSuite, "reducer" | "threshold">): EvidenceCase {
  const [{ suite, case: id, case_digest: digest, must_pass, group, tags }] = epochs as [CaseResult];
  const scored = epochs.filter(({ status }) => status !== "error");
  const score = reduceEpochs(
    scored.map((epoch) => epoch.score),
    reducer,
  );
  const latencies = epochs.flatMap(({ latency_ms }) => latency_ms ?? []);
  const costs = epochs.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  return {
    suite,
    case: id,
    digest,
    score,
    pass_rate: mean(scored.map(({ status }) => (status === "pass" ? 1 : 0))),
    status: scored.length < epochs.length ? "error" : passes(epochs, score, threshold) ? "pass" : "fail",
    ...(must_pass ? { must_pass } : {}),
    ...(group === undefined ? {} : { group }),
    ...(tags === undefined ? {} : { tags }),
    ...(latencies.length === 0 ? {} : { latency_ms: mean(latencies) }),
    ...(costs.length < epochs.length ? {} : { cost_nano_usd: mean(costs) }),
  };
}

function passes(epochs: readonly CaseResult[], score: number, threshold: number | undefined): boolean {
  if (epochs.every(({ status }) => status === "pass")) return true;
  return threshold !== undefined && score >= threshold && !epochs.some(({ checks }) => brokeBinding(checks));
}
