import type { ScoreInput, ScorerNeeds } from "../assertions/kind.ts";
import { readJson } from "../assertions/read-json.ts";
import type { Tool } from "../model/prompt.ts";
import type { EvalCase } from "../model/suite.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { CaseResult, CheckResult } from "./case-result.ts";
import type { OutputContract } from "./output-contract.ts";
import { scoreAssertion } from "./score-assertion.ts";

export interface Answered {
  readonly response: ModelResponse;
  /** Billionths of a US dollar; undefined when the price is not known. */
  readonly costNanoUsd: number | undefined;
  /** What the prompt declares; nothing when absent. */
  readonly tools?: readonly Tool[] | undefined;
}

/**
 * An answer's score: the prompt's output contract first, then the assertions in order.
 *
 * The score is the weighted mean of the assertions (1 when none counts), 0 when the contract is broken. The case passes when
 * every assertion that counts does or, where a threshold is given, from that score on; the contract and `must_pass`
 * assertions bind either way. @throws whatever a scorer throws.
 */
export async function scoreCase(
  evalCase: EvalCase,
  answered: Answered,
  contract: OutputContract,
  needs: ScorerNeeds,
): Promise<Pick<CaseResult, "score" | "checks"> & { status: "pass" | "fail" }> {
  const input = scoreInput(evalCase, answered);
  const promised = contract(answered.response, input.json);
  const checks: CheckResult[] = promised === undefined ? [] : [promised];
  for (const assertion of evalCase.assertions) checks.push(await scoreAssertion(assertion, input, needs));
  const score = promised?.pass === false ? 0 : weightedMean(checks);
  return { status: passes(checks, score, evalCase.threshold) ? "pass" : "fail", score, checks };
}

function scoreInput({ expected, inputs }: EvalCase, { response, costNanoUsd, tools = [] }: Answered): ScoreInput {
  const { text: output, toolCalls, citations, searchResults, finishReason, refusal, attempts, latencyMs, usage } = response;
  const json = readJson(output);
  return { output, json, expected, inputs, toolCalls, tools, citations, searchResults, finishReason, refusal, attempts, latencyMs, costNanoUsd, usage };
}

/** True when a check failed that binds whatever the weighted score is. */
export function brokeBinding(checks: readonly CheckResult[]): boolean {
  return checks.some(({ must_pass, pass }) => must_pass === true && !pass);
}

function passes(checks: readonly CheckResult[], score: number, threshold: number | undefined): boolean {
  if (brokeBinding(checks)) return false;
  return threshold === undefined ? checks.every(({ weight, pass }) => weight === 0 || pass) : score >= threshold;
}

function weightedMean(checks: readonly CheckResult[]): number {
  const total = checks.reduce((sum, { weight }) => sum + weight, 0);
  // Rounding may carry a mean of ones a hair above one.
  return total === 0 ? 1 : Math.min(1, checks.reduce((sum, { weight, score }) => sum + weight * score, 0) / total);
}
