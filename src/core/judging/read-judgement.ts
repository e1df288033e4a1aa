import { cutOffWithHint } from "../model-call/cut-off.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { Judgement, JudgeQuestion } from "./judge-question.ts";

type Scores = Readonly<Record<string, number>>;

/** What cannot be used of a judge's answer, as the end of a sentence. */
export interface Unusable {
  readonly unusable: string;
}

/** What a judge's model said. */
export type JudgeAnswer = Pick<ModelResponse, "text" | "finishReason" | "refusal">;

/**
 * A judge's answer as a judgement. One fenced block around the JSON is accepted, since models without structured output like to
 * write one; a choice that is a number may be written as one.
 */
export function readJudgement({ text, finishReason, refusal }: JudgeAnswer, form: JudgeQuestion["form"], scores: Scores): Judgement | Unusable {
  if (refusal !== undefined) return { unusable: `it refused: ${JSON.stringify(refusal.slice(0, 200))}` };
  const read = ofText(text, form, scores);
  return isUnusable(read) && finishReason === "length" ? { unusable: `it was ${cutOffWithHint("the judge's `params`")}; ${read.unusable}` } : read;
}

function ofText(text: string, form: JudgeQuestion["form"], scores: Scores): Judgement | Unusable {
  const value = parsed(/^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text);
  if (!isObject(value)) return { unusable: `it is no JSON object: ${JSON.stringify(text.slice(0, 80))}` };
  return form === "choice" ? ofChoice(value, scores) : ofClaims(value["claims"], scores);
}

export function isUnusable(read: object): read is Unusable {
  return "unusable" in read;
}

function ofChoice(value: Readonly<Record<string, unknown>>, scores: Scores): Judgement | Unusable {
  const opinion = opinionOf(value, scores);
  return isUnusable(opinion) ? opinion : { score: opinion.score, reason: `${opinion.choice}: ${opinion.reason}`, choice: opinion.choice, claims: 0 };
}

function ofClaims(claims: unknown, scores: Scores): Judgement | Unusable {
  if (!Array.isArray(claims)) return { unusable: "it lists no claims" };
  if (claims.length === 0) return { score: 1, reason: "there is no claim", choice: undefined, claims: 0 };
  const opinions: Opinion[] = [];
  for (const each of claims as unknown[]) {
    if (!isObject(each) || typeof each["claim"] !== "string") return { unusable: "one of its claims is none" };
    const opinion = opinionOf(each, scores);
    if (isUnusable(opinion)) return opinion;
    opinions.push({ ...opinion, claim: each["claim"] });
  }
  const best = Math.max(...Object.values(scores));
  const short = opinions.filter(({ score }) => score < best);
  const told = short.slice(0, 3).map(({ choice, claim, reason }) => `${choice}: ${JSON.stringify(claim)} (${reason})`);
  const more = short.length > 3 ? `, and ${short.length - 3} more` : "";
  return {
    score: opinions.reduce((sum, { score }) => sum + score, 0) / opinions.length,
    reason: `${opinions.length - short.length} of ${opinions.length} claims hold${told.length === 0 ? "" : `; ${told.join("; ")}${more}`}`,
    choice: undefined,
    claims: opinions.length,
  };
}

interface Opinion {
  readonly claim?: string;
  readonly choice: string;
  readonly score: number;
  readonly reason: string;
}

function opinionOf({ choice: given, reason }: Readonly<Record<string, unknown>>, scores: Scores): Opinion | Unusable {
  const choice = typeof given === "number" ? String(given) : given;
  const score = typeof choice === "string" && Object.hasOwn(scores, choice) ? scores[choice] : undefined;
  if (typeof choice !== "string" || score === undefined)
    return { unusable: `its choice ${JSON.stringify(choice) ?? "is missing and"} is none of ${Object.keys(scores).join(", ")}` };
  return typeof reason === "string" ? { choice, score, reason } : { unusable: "it gives no reason" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
