import { PromptopsError } from "../errors/promptops-error.ts";
import type { Judge } from "../model/judge.ts";
import type { Judgement, JudgeQuestion } from "./judge-question.ts";
import { askedAgain, judgeRequest, type JudgeRequest } from "./judge-request.ts";
import { isUnusable, readJudgement, type JudgeAnswer } from "./read-judgement.ts";

/** Sends a request to the judge's model; resolves with its answer. @param again It is the second asking, after an answer that could not be used. */
export type SendToJudge = (request: JudgeRequest, again: boolean) => Promise<JudgeAnswer>;

/**
 * A judge's word on a question. An answer that cannot be read is asked for once more.
 * @param model Who is asked, for people.
 * @throws PromptopsError `malformed-judgement` when the second cannot be read either: an error, never a fail. `invalid-judge` when
 * the judge's template cannot be rendered.
 */
export async function askJudge(question: JudgeQuestion, judge: Judge, send: SendToJudge, model?: string): Promise<Judgement> {
  const choices = question.choices ?? judge.choices;
  if (choices === undefined)
    throw new PromptopsError("invalid-judge", `The judge \`${question.judge}\` has no choices, and the assertion brings none.`, {
      hint: "Give the judge `choices`, each with its score.",
    });
  const missing = question.mustOffer?.find((choice) => !Object.hasOwn(choices, choice));
  if (missing !== undefined)
    throw new PromptopsError("invalid-judge", `The judge \`${question.judge}\` does not offer the choice \`${missing}\`, which is needed here.`);
  const request = judgeRequest(question, judge, Object.keys(choices));
  const first = readJudgement(await send(request, false), question.form, choices);
  if (!isUnusable(first)) return first;
  const second = readJudgement(await send(askedAgain(request), true), question.form, choices);
  if (!isUnusable(second)) return second;
  throw new PromptopsError("malformed-judgement", `The answer of the judge${model === undefined ? "" : ` ${model}`} cannot be used: ${second.unusable}.`);
}
