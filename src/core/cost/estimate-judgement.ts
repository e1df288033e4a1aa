import type { Assertion } from "../assertions/schema.ts";
import type { Usage } from "../model-call/response.ts";
import type { EvalCase } from "../model/suite.ts";
import { estimateTokens } from "./estimate-tokens.ts";

/** Tokens of what a judge is told beside the rubric, the case and the answer: how to judge, and in which form. */
const instructions = 600;
/** Tokens of a judgement: a reason of some sentences, and a choice. A judge that thinks takes more. */
const judgement = 1_024;
const margin = 1.25;

/**
 * The most that one judgement is reckoned to use, whatever the kind of the assertion: its own words, the case's inputs and expectation, the
 * longest answer there can be to judge.
 * @param longestAnswer Tokens.
 */
export function estimateJudgement(assertion: Assertion, { inputs, expected }: Pick<EvalCase, "inputs" | "expected">, longestAnswer: number): Usage {
  const known = estimateTokens(JSON.stringify(assertion)) + estimateTokens(JSON.stringify({ inputs, expected }));
  const input = Math.ceil((known + instructions) * margin) + longestAnswer;
  return { input, output: judgement, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
}
