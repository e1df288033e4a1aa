import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { plannedRuns, type EvaluationPlan, type PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import type { EvidenceCase } from "../../core/eval/evidence.ts";
import type { KnownCases } from "../../core/eval/known-cases.ts";
import { tellingEpoch } from "../../core/eval/telling-epoch.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { resultsOfPrompt } from "./results-of-prompt.ts";

/** What people look for where a case failed. */
export type KeptAnswer = Pick<
  CaseResult,
  "checks" | "components" | "output" | "tool_calls" | "citations" | "findings" | "finish_reason" | "refusal" | "model_answered"
>;

/** Of so many cases that failed the answer is looked for; nobody reads more. */
const most = 1_000;

/** Of the known cases that failed the answers, where the evaluation that ran them is on this machine; by the index of the case's first task. */
export async function keptAnswers(
  evaluations: Pick<EvaluationStore, "header" | "results">,
  plan: EvaluationPlan,
  known: KnownCases,
): Promise<ReadonlyMap<number, KeptAnswer>> {
  const runs = plannedRuns(plan);
  const failed = [...known.cases].filter(([, { proved }]) => proved.status !== "pass").slice(0, most);
  const byOrigin = Map.groupBy(failed, ([, { origin }]) => origin.evaluation);
  const found = new Map<number, KeptAnswer>();
  for (const [evaluation, cases] of byOrigin) {
    const byPrompt = Map.groupBy(cases, ([index]) => runs.findLast(({ start }) => start <= index)?.prompt);
    for (const [prompt, wanted] of byPrompt) {
      if (prompt === undefined) continue;
      const keys = new Set(wanted.map(([, { proved }]) => keyOf(proved.suite, proved.digest)));
      const epochs = await epochsOf(evaluations, evaluation, prompt, keys).catch(noneWhenCorrupt);
      for (const [index, { proved }] of wanted) {
        const own = epochs.get(keyOf(proved.suite, proved.digest));
        if (own !== undefined) found.set(index, answerOf(tellingEpoch(own, proved.status)));
      }
    }
  }
  return found;
}

/** By suite and digest; cases that are the same but for their names have the same to tell. */
async function epochsOf(
  evaluations: Pick<EvaluationStore, "header" | "results">,
  evaluation: string,
  prompt: PlannedPrompt,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly CaseResult[]>> {
  const epochs = new Map<string, CaseResult[]>();
  for await (const result of resultsOfPrompt(evaluations, evaluation, prompt)) {
    const key = keyOf(result.suite, result.case_digest);
    if (wanted.has(key)) epochs.set(key, [...(epochs.get(key) ?? []), result]);
  }
  return epochs;
}

/** They are a service; the proof stands without them. */
function noneWhenCorrupt(error: unknown): ReadonlyMap<string, readonly CaseResult[]> {
  if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return new Map();
  throw error;
}

function answerOf({ checks, components, output, tool_calls, citations, findings, finish_reason, refusal, model_answered }: CaseResult): KeptAnswer {
  return {
    checks,
    ...(components && { components }),
    ...(output === undefined ? {} : { output }),
    ...(tool_calls && { tool_calls }),
    ...(citations && { citations }),
    ...(findings && { findings }),
    ...(finish_reason === undefined ? {} : { finish_reason }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(model_answered === undefined ? {} : { model_answered }),
  };
}

function keyOf(suite: EvidenceCase["suite"], digest: EvidenceCase["digest"]): string {
  return `${suite}\n${digest}`;
}
