import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { digestBytes } from "../../core/identity/digest.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import { parseRunName, runName, runPath } from "../../core/ledger/record-names.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { meantEvaluation } from "../evaluation/meant-evaluation.ts";
import { unknownEvaluation } from "../evaluation/open-evaluation.ts";
import { meantRun, unknownRun, type Runs } from "../runs/find-run.ts";

/** Which answer is meant, as people say it. */
export interface AnswerWish {
  /** A run's name, or an evaluation's id, or the beginning of either. */
  readonly about: string;
  /** `suite/case`, or the case alone where that is clear. */
  readonly case?: string | undefined;
  /** Which of several prompts, versions or models: a part of what the evaluation calls it. */
  readonly prompt?: string | undefined;
  readonly epoch?: number | undefined;
  readonly question?: string | undefined;
}

type About = Pick<FeedbackRecord, "run" | "result">;

/**
 * The one answer that is meant.
 * @throws PromptopsError `unknown-run`, `unknown-evaluation`, `ambiguous-id`, `missing-argument`, `nothing-matches`, `ambiguous-answer`, `no-answer`.
 */
export async function ratedAnswer({ evaluations, ...runs }: Runs & { readonly evaluations: EvaluationStore }, asked: AnswerWish): Promise<About> {
  const id = parseRunName(asked.about) === undefined ? await meantEvaluation(evaluations, asked.about) : undefined;
  if (id === undefined) {
    const run = await meantRun(runs, asked.about);
    if ((await runs.view.read(runPath(run))) === undefined) throw await unknownRun(runs.view, run);
    return { run: runName(run) };
  }
  const header = await evaluations.header(id);
  if (header === undefined) throw await unknownEvaluation(evaluations, id, "promptops feedback add");
  const wish = { ...asked, about: id };
  if (wish.case === undefined) throw new PromptopsError("missing-argument", "Feedback on an evaluation needs the case: `--case SUITE/CASE`.");
  return { result: ratedResult(await theResult(evaluations, wish, wish.case), wish) };
}

async function theResult(evaluations: EvaluationStore, { about, prompt, epoch }: AnswerWish, wanted: string): Promise<CaseResult> {
  const found: CaseResult[] = [];
  const names = new Set<string>();
  for await (const result of evaluations.results(about)) {
    const name = `${result.suite}/${result.case}`;
    names.add(name);
    const fits =
      (wanted === name || wanted === result.case) && (prompt === undefined || result.prompt.includes(prompt)) && (epoch ?? result.epoch) === result.epoch;
    if (fits) found.push(result);
  }
  const [only, ...others] = found;
  if (only === undefined) {
    const near = nearest(wanted, names);
    throw new PromptopsError("nothing-matches", `Evaluation ${about} has no such answer to "${wanted}".`, {
      where: "--case",
      ...(near === undefined ? {} : { hint: `Did you mean \`--case ${near}\`?` }),
    });
  }
  if (others.length > 0) {
    const all = found.slice(0, 5).map((each) => `\`${each.prompt}\` ${each.suite}/${each.case}, epoch ${each.epoch}`);
    throw new PromptopsError("ambiguous-answer", `Several answers fit: ${all.join("; ")}${found.length > 5 ? " …" : ""}.`);
  }
  return only;
}

function ratedResult(result: CaseResult, { about, question }: AnswerWish): NonNullable<About["result"]> {
  const { prompt, suite, case: id, case_digest, epoch, status, output } = result;
  if (output === undefined) throw new PromptopsError("no-answer", `${suite}/${id} has no answer to have an opinion on: it ended in an error.`);
  const checks = result.checks.flatMap(({ type, metric, pass, pending, flipped }) =>
    pending === true ? [] : [{ type, pass, ...(metric === undefined ? {} : { metric }), ...(flipped === undefined ? {} : { flipped }) }],
  );
  const answer = { evaluation: about, prompt, suite, case: id, case_digest, epoch, answer_digest: digestBytes(output), status, checks };
  return question === undefined ? answer : { ...answer, question };
}
