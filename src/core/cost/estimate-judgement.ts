import type { Assertion } from "../assertions/schema.ts";
import type { Judge } from "../model/judge.ts";
import type { Usage } from "../model-call/response.ts";
import type { EvalCase } from "../model/suite.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** Tokens of what a judge is told beside its own messages, the case and the answer: what is data, and in which form to judge. */
const instructions = 300;
const margin = 1.25;

interface JudgementInput {
  readonly assertion: Assertion;
  /** Undefined where none has that name. */
  readonly judge: Judge | undefined;
  readonly evalCase: Pick<EvalCase, "inputs" | "expected">;
  /** Tokens of all the answers it reads, the longest there can be. */
  readonly answers: number;
  /** Tokens of the longest judgement. */
  readonly judgement: number;
}

/**
 * The most that one asking of a judge is reckoned to use, whatever the kind of the assertion: the judge's messages, the assertion's words, the
 * case's inputs and expectation, and the answers. An input may be shown twice: as one of all, and as the context.
 */
export function estimateJudgement({ assertion, judge, evalCase: { inputs, expected }, answers, judgement }: JudgementInput): Usage {
  const texts = [assertion, judge?.messages ?? [], { inputs, expected }, inputs];
  const known = texts.reduce((sum: number, each) => sum + estimateTokens(JSON.stringify(each)), instructions);
  return { input: Math.ceil(known * margin) + answers, output: judgement, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
}
