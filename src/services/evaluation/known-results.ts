import type { CaseResult } from "../../core/eval/case-result.ts";
import type { KnownCases } from "../../core/eval/known-cases.ts";
import { reusedOf } from "../../core/eval/proved-case.ts";
import type { OpenEvaluation } from "../../ports/evaluation-store.ts";
import type { EvaluateDeps } from "./evaluation-input.ts";
import { keptAnswers } from "./kept-answers.ts";
import type { Prepared } from "./prepare.ts";
import { resultIdentity } from "./result-identity.ts";
import { tasks } from "./tasks.ts";

type KnownResultsDeps = Pick<EvaluateDeps, "evaluations" | "redact">;

/** Known cases as results, one for all epochs of each. Cases are read once more where there is any. */
export async function* knownResults({ evaluations, redact = String }: KnownResultsDeps, prepared: Prepared, known: KnownCases): AsyncGenerator<CaseResult> {
  if (known.size === 0) return;
  const { plan, targets, choice } = prepared;
  const answers = await keptAnswers(evaluations, plan, known);
  const others = { has: (index: number) => !known.cases.has(index) };
  for await (const task of tasks({ plan, targets, choice, done: others })) {
    const found = known.cases.get(task.index);
    if (found === undefined) continue;
    const { status, score } = found.proved;
    yield { ...resultIdentity(task, redact), status, score, checks: [], ...answers.get(task.index), reused: reusedOf(found) };
  }
}

/** So many lines wait to be written. */
const atOnce = 1_000;

/** Writes what is known into an evaluation. */
export async function writeKnown(deps: KnownResultsDeps, prepared: Prepared, evaluation: OpenEvaluation, known: KnownCases): Promise<void> {
  let waiting: Promise<void>[] = [];
  for await (const result of knownResults(deps, prepared, known)) {
    waiting.push(evaluation.append(result));
    if (waiting.length < atOnce) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
}
