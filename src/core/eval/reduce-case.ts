import type { CaseResult } from "./case-result.ts";
import type { PlannedSuite } from "./evaluation-plan.ts";
import type { EvidenceCase } from "./evidence.ts";
import { epochLetters } from "./epoch-letters.ts";
import { metricScores } from "./metric-scores.ts";
import { brokeBinding } from "./outcome-of.ts";
import { isReused, provedBy } from "./proved-case.ts";
import { mean, reduceEpochs } from "./reduce-epochs.ts";

/** A case's epochs, in order, as one line of evidence. @param epochs Not empty; of a case that was taken over the one result that stands for all of them. */
export function reduceCase(epochs: readonly CaseResult[], planned: Pick<PlannedSuite, "reducer" | "threshold">): EvidenceCase {
  const [first] = epochs as [CaseResult];
  if (isReused(first)) return provedBy(first);
  const { suite, case: id, case_digest: digest, must_pass, group, tags } = first;
  const scored = epochs.filter(({ status }) => status !== "error");
  const latencies = epochs.flatMap(({ latency_ms }) => latency_ms ?? []);
  const costs = epochs.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  const lengths = epochs.flatMap(({ output }) => (output === undefined ? [] : codePoints(output)));
  const metrics = metricsOf(epochs);
  const findings = [...new Set(epochs.flatMap((epoch) => (epoch.findings ?? []).map(({ code }) => code)))].sort();
  return {
    suite,
    case: id,
    digest,
    score: scoreOf(scored, planned),
    // What a person is yet to say counts for neither: a gate goes by this rate, also where the case has failed whatever they say.
    pass_rate: mean(scored.flatMap(({ status }) => (status === "pending" ? [] : status === "pass" ? 1 : 0))),
    status: scored.length < epochs.length ? "error" : statusOf(epochs, planned),
    ...(must_pass ? { must_pass } : {}),
    ...(group === undefined ? {} : { group }),
    ...(tags === undefined ? {} : { tags }),
    ...(findings.length === 0 ? {} : { findings }),
    ...(latencies.length === 0 ? {} : { latency_ms: mean(latencies) }),
    ...(costs.length < epochs.length ? {} : { cost_nano_usd: mean(costs) }),
    ...(lengths.length < epochs.length ? {} : { length: mean(lengths) }),
    ...(metrics && { metrics }),
    ...(epochs.length < 2 ? {} : { epochs: { scores: epochs.map(({ score }) => score), outcomes: epochs.map(({ status }) => epochLetters[status]).join("") } }),
  };
}

/** Undefined where nothing has a metric's name. */
function metricsOf(epochs: readonly CaseResult[]): EvidenceCase["metrics"] {
  let metrics: Record<string, [sum: number, count: number]> | undefined;
  for (const epoch of epochs) {
    for (const [name, score] of metricScores(epoch)) {
      metrics ??= {};
      const [sum, count] = (Object.hasOwn(metrics, name) ? metrics[name] : undefined) ?? [0, 0];
      metrics[name] = [sum + score, count + 1];
    }
  }
  return metrics;
}

/** While a person has not said, it is open what an epoch will be; unless it fails even when they say the best. */
function statusOf(epochs: readonly CaseResult[], planned: Pick<PlannedSuite, "reducer" | "threshold">): EvidenceCase["status"] {
  if (!epochs.some(({ status }) => status === "pending")) return passes(epochs, planned) ? "pass" : "fail";
  const best = epochs.map((epoch) => (epoch.status === "pending" ? { ...epoch, status: "pass" as const, score: 1 } : epoch));
  return passes(best, planned) ? "pending" : "fail";
}

/** A reducer that counts passes decides by its count; else every epoch must pass, or the reduced score reach the suite's threshold. */
function passes(epochs: readonly CaseResult[], planned: Pick<PlannedSuite, "reducer" | "threshold">): boolean {
  const { reducer, threshold } = planned;
  const score = scoreOf(epochs, planned);
  if (typeof reducer !== "string") return score >= (threshold ?? 1);
  if (epochs.every(({ status }) => status === "pass")) return true;
  return threshold !== undefined && score >= threshold && !epochs.some(({ checks }) => brokeBinding(checks));
}

function scoreOf(epochs: readonly CaseResult[], { reducer }: Pick<PlannedSuite, "reducer">): number {
  return reduceEpochs(
    epochs.map(({ score, status }) => ({ score, pass: status === "pass" })),
    reducer,
  );
}

/** Characters as the assertion `length` counts them, a pair of surrogates as one; counted without making a list of them. */
function codePoints(text: string): number {
  let second = 0;
  for (let at = 1; at < text.length; at += 1) if (isSurrogate(text, at, 0xdc00) && isSurrogate(text, at - 1, 0xd800)) second += 1;
  return text.length - second;
}

function isSurrogate(text: string, at: number, first: number): boolean {
  const code = text.charCodeAt(at);
  return code >= first && code < first + 0x400;
}
