import type { ScoreInput } from "../assertions/kind.ts";
import { readJson } from "../assertions/read-json.ts";
import { weightedMean } from "../assertions/weighted-mean.ts";
import type { Tool } from "../model/prompt.ts";
import type { EvalCase } from "../model/suite.ts";
import type { ModelResponse } from "../model-call/response.ts";
import type { Guarded } from "../untrusted/guard-answer.ts";
import { AssertionFailure } from "./assertion-failure.ts";
import type { CaseResult, CheckResult } from "./case-result.ts";
import { componentsOf, compositeScore } from "./composite-score.ts";
import { outcomeOf } from "./outcome-of.ts";
import type { OutputContract } from "./output-contract.ts";
import { safetyCheck } from "./safety-check.ts";
import { scoreAssertion, type OuterNeeds } from "./score-assertion.ts";

export interface Answered {
  readonly response: ModelResponse;
  /** Billionths of a US dollar; undefined when the price is not known. */
  readonly costNanoUsd: number | undefined;
  /** What the prompt declares; nothing when absent. */
  readonly tools?: readonly Tool[] | undefined;
  /** What the safety check says; absent where there is nothing to guard. */
  readonly guarded?: Guarded | undefined;
}

export type ScoredCase = Pick<CaseResult, "score" | "checks" | "components"> & { readonly status: "pass" | "fail" | "pending" };

/**
 * An answer's score: the prompt's output contract and safety first, then the assertions in order.
 *
 * The score is the weighted mean of the assertions (1 when none counts), 0 when one of those two is broken; or, where the suite says how,
 * a composite of components. The case passes when every assertion that counts does or, where a threshold is given, from that score on;
 * the contract, safety and `must_pass` assertions bind either way. @throws AssertionFailure with whatever a scorer
 * throws, and with the checks that were made before it.
 */
export async function scoreCase(evalCase: EvalCase, answered: Answered, contract: OutputContract, needs: OuterNeeds): Promise<ScoredCase> {
  const input = scoreInput(evalCase, answered);
  const { json, latencyMs } = input;
  const promised = contract(answered.response, json);
  const { guarded } = answered;
  const own = [...(promised === undefined ? [] : [promised]), ...(guarded === undefined ? [] : [safetyCheck(guarded)])];
  const checks = [...own];
  for (const [at, assertion] of evalCase.assertions.entries()) {
    try {
      checks.push(await scoreAssertion(assertion, input, needs));
    } catch (error) {
      throw error instanceof AssertionFailure ? error.amongOthers(at, evalCase.assertions.length, checks) : error;
    }
  }
  const { score: rule, threshold } = evalCase;
  if (rule === undefined) {
    const scoreOf = own.some(({ pass }) => !pass) ? () => 0 : weightedMean;
    return { status: outcomeOf(checks, threshold, scoreOf), score: scoreOf(checks), checks };
  }
  const circumstance = { latencyMs, parses: contract.promisesJson === true ? json !== undefined : undefined, keepsContract: promised?.pass };
  const components = (of: readonly CheckResult[]) =>
    componentsOf(
      of.filter((check) => !own.includes(check)),
      rule,
      circumstance,
    );
  const scoreOf = (of: readonly CheckResult[]) => compositeScore(components(of), rule);
  return { status: outcomeOf(checks, threshold, scoreOf), score: scoreOf(checks), checks, components: components(checks) };
}

function scoreInput({ expected, inputs }: EvalCase, { response, costNanoUsd, tools = [] }: Answered): ScoreInput {
  const { text: output, toolCalls, citations, searchResults, finishReason, refusal, attempts, latencyMs, usage } = response;
  const json = readJson(output);
  return { output, json, expected, inputs, toolCalls, tools, citations, searchResults, finishReason, refusal, attempts, latencyMs, costNanoUsd, usage };
}
