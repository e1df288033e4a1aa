import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { CaseResult } from "../core/eval/case-result.ts";
import { isCalled } from "../core/eval/is-called.ts";
import { countTasks } from "../core/eval/evaluation-plan.ts";
import { reducedCases } from "../core/eval/reduced-cases.ts";
import { evaluationVerdict } from "../core/eval/evaluation-verdict.ts";
import type { EvaluationHeader } from "../core/eval/evaluation-header.ts";
import type { EvaluationReport } from "../core/results/eval.ts";
import type { EvaluationStore } from "../ports/evaluation-store.ts";
import type { GivenEvaluation, GivenEvaluations } from "../ports/given-evaluations.ts";
import { caseKey } from "../core/gates/case-key.ts";
import { evaluationReport } from "./evaluation/evaluation-report.ts";
import { foldResults } from "./evaluation/fold-results.ts";
import { meantEvaluation } from "./evaluation/meant-evaluation.ts";
import { unknownEvaluation } from "./evaluation/open-evaluation.ts";

export interface ShowEvaluationDeps {
  readonly evaluations: EvaluationStore;
  readonly given: GivenEvaluations;
}

export interface ShowEvaluationInput {
  /** An id or the beginning of one, or a file or folder that holds one evaluation. Default: the newest here. */
  readonly id?: string | undefined;
}

export interface ShownEvaluation {
  readonly header: EvaluationHeader;
  /** Of the results there are. */
  readonly report: EvaluationReport;
  /** All results so far, in test order, each time anew. */
  readonly results: () => AsyncIterable<CaseResult>;
}

/**
 * An evaluation that was made before, finished or not.
 * @throws PromptopsError `unknown-evaluation`, `ambiguous-id`, `corrupt-evaluation`, `no-such-file`, `not-an-evaluation`.
 */
export async function showEvaluation(deps: ShowEvaluationDeps, { id }: ShowEvaluationInput): Promise<ShownEvaluation> {
  const { name, header, results, location } = await find(deps, id);
  const { plan, tasks } = header;
  if (countTasks(plan) !== tasks)
    throw new PromptopsError("corrupt-evaluation", `The plan of evaluation ${header.id} does not fit its results.`, { where: name });
  const { fold, failures, errors, pending } = await foldResults(plan, results());
  const circumstances = { evaluation: header.id, tool_version: "", started_at: header.started_at, finished_at: "" };
  const prompts = fold.outcomes(circumstances);
  const verdict = evaluationVerdict(
    prompts.map(({ evidence }) => evidence.totals),
    fold.missing,
  );
  return {
    header,
    report: evaluationReport({ id: header.id, verdict, prompts, failures, errors, pending, notRun: fold.missing }, location),
    results,
  };
}

/**
 * Those results of one case, whichever prompt, model and epoch; called as `isCalled` has it.
 * @throws PromptopsError `nothing-matches`.
 */
export async function resultsOfCase({ header, results }: ShownEvaluation, wanted: string): Promise<CaseResult[]> {
  const found: CaseResult[] = [];
  const names = new Set<string>();
  for await (const result of results()) {
    if (isCalled(result, wanted)) found.push(result);
    else names.add(result.case).add(caseKey(result));
  }
  if (found.length > 0) return found;
  const near = nearest(wanted, names);
  throw new PromptopsError("nothing-matches", `Evaluation ${header.id} has no result of the case "${wanted}".`, {
    where: "--case",
    ...(near === undefined ? {} : { hint: `Did you mean \`--case ${near}\`?` }),
  });
}

/** Those results that did not pass, of cases that did not either. */
export async function failedResults({ header, results }: ShownEvaluation): Promise<CaseResult[]> {
  const found: CaseResult[] = [];
  for await (const { epochs, reduced } of reducedCases(header.plan, results())) {
    if (reduced?.status !== "pass") found.push(...epochs.filter(({ status }) => status !== "pass"));
  }
  return found;
}

async function find({ evaluations, given }: ShowEvaluationDeps, wanted: string | undefined): Promise<GivenEvaluation & { readonly location: string }> {
  const typed = wanted ?? (await evaluations.ids())[0];
  if (typed === undefined)
    throw new PromptopsError("unknown-evaluation", "There is no evaluation here yet.", { hint: "Run `promptops eval` to make the first." });
  const id = await meantEvaluation(evaluations, typed);
  if (id !== undefined) {
    const stored = await evaluations.read(id);
    if (stored === undefined) throw await unknownEvaluation(evaluations, id, "promptops eval show");
    return { name: id, header: stored.header, results: () => evaluations.results(id), location: evaluations.location(id) };
  }
  const [only, another] = await given.find(typed);
  if (only === undefined || another !== undefined)
    throw new PromptopsError("not-an-evaluation", `${typed} holds more than one evaluation.`, {
      where: typed,
      hint: `Name one of them, as \`${only?.name ?? typed}\`.`,
    });
  return { ...only, results: () => only.results(), location: only.name };
}
