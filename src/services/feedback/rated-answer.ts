import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseResult } from "../../core/eval/case-result.ts";
import { shellWord } from "../../core/shell-word.ts";
import { isCalled } from "../../core/eval/is-called.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
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
  /** `suite/case`, the case alone where that is clear, or with the prompt in front as reports have it. */
  readonly case?: string | undefined;
  /** Which of several prompts, versions or models: what the evaluation calls it, else a part of that. */
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
  const ofCase: CaseResult[] = [];
  const names = new Set<string>();
  for await (const result of evaluations.results(about)) {
    const name = `${result.suite}/${result.case}`;
    names.add(name);
    if (isCalled(result, wanted)) ofCase.push(result);
  }
  if (ofCase.length === 0) throw noAnswer(about, "--case", wanted, names);
  const ofPrompt = prompt === undefined ? ofCase : calledSo(ofCase, prompt);
  if (ofPrompt.length === 0) throw noAnswer(about, "--prompt", prompt ?? "", new Set(ofCase.map(({ prompt: label }) => label)));
  const found = ofPrompt.filter((result) => (epoch ?? result.epoch) === result.epoch);
  const [only, ...others] = found;
  if (only === undefined) throw noAnswer(about, "--epoch", String(epoch), new Set(ofPrompt.map((result) => String(result.epoch))));
  if (others.length > 0) {
    const all = found.slice(0, 5).map((each) => `\`${each.prompt}\` ${each.suite}/${each.case}, epoch ${each.epoch}`);
    throw new PromptopsError("ambiguous-answer", `Several answers fit: ${all.join("; ")}${found.length > 5 ? " …" : ""}.`);
  }
  return only;
}

/** Those of the prompt that is called exactly so, with its model or without; else those whose name has it as a part. */
function calledSo(results: readonly CaseResult[], wanted: string): CaseResult[] {
  const ways: readonly ((label: string) => boolean)[] = [
    (label) => label === wanted,
    (label) => waysToSay(label).includes(wanted),
    (label) => label.includes(wanted),
  ];
  for (const fits of ways) {
    const found = results.filter(({ prompt }) => fits(prompt));
    if (found.length > 0) return found;
  }
  return [];
}

/** As reports print it, which is not as it is recorded. */
function waysToSay(label: string): string[] {
  const { name, model } = partsOfLabel(label);
  return model === undefined ? [name] : [name, `${name} · ${model}`];
}

function noAnswer(about: string, flag: "--case" | "--prompt" | "--epoch", wanted: string, known: ReadonlySet<string>): PromptopsError {
  const near = nearest(wanted, known);
  const say = (name: string) => `\`${flag} ${name.includes(" ") ? `"${name}"` : name}\``;
  const some = [...known].slice(0, 5).map(say);
  const sentence = flag === "--case" ? `has no such answer to "${wanted}"` : `has an answer to this case, and none for \`${flag} ${wanted}\``;
  return new PromptopsError("nothing-matches", `Evaluation ${about} ${sentence}.`, {
    where: flag,
    ...(near !== undefined
      ? { hint: `Did you mean ${say(near)}?` }
      : flag === "--case"
        ? {}
        : { hint: `There ${some.length === 1 ? "is" : "are"} ${some.join(", ")}.` }),
  });
}

/** What every check said, those in groups too. */
function wordsIn(checks: readonly CaseResult["checks"][number][]): NonNullable<NonNullable<About["result"]>["checks"]> {
  return checks.flatMap(({ type, metric, pass, pending, flipped, judged_by, checks: parts = [] }) => [
    ...(pending === true
      ? []
      : [
          {
            type,
            pass,
            ...(metric === undefined ? {} : { metric }),
            ...(flipped === undefined ? {} : { flipped }),
            ...(judged_by === undefined ? {} : { judged_by }),
          },
        ]),
    ...wordsIn(parts),
  ]);
}

function ratedResult(result: CaseResult, { about, question }: AnswerWish): NonNullable<About["result"]> {
  const { prompt, suite, case: id, case_digest, epoch, status, output, reused } = result;
  if (reused !== undefined)
    throw new PromptopsError("no-answer", `Evaluation ${about} took ${suite}/${id} over from ${reused.evaluation}, which has its answer.`, {
      hint: `Where that was made, rate it there: \`promptops feedback add ${reused.evaluation} --case ${shellWord(`${suite}/${id}`)}\`.`,
    });
  if (output === undefined) throw new PromptopsError("no-answer", `${suite}/${id} has no answer to have an opinion on: it ended in an error.`);
  const checks = wordsIn(result.checks);
  const answer = { evaluation: about, prompt, suite, case: id, case_digest, epoch, answer_digest: digestBytes(output), status, checks };
  return question === undefined ? answer : { ...answer, question };
}
