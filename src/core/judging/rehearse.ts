import type { ScoreInput, ScorerNeeds } from "../assertions/kind.ts";
import { assertionKinds } from "../assertions/registry.ts";
import type { Assertion } from "../assertions/schema.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import type { Judge } from "../model/judge.ts";
import { askJudge } from "./ask-judge.ts";

/** Ends a rehearsal when everything that could go wrong without a model has not. */
class Asked extends Error {}

/**
 * What keeps a judge from being asked by this assertion, found without asking anybody: the assertion scores an answer that is not
 * there, and the curtain falls when the judge's messages are ready to be sent.
 * @param variables Names of the inputs that a case gives.
 */
export async function rehearse(assertion: Assertion, judge: Judge, variables: readonly string[]): Promise<PromptopsError | undefined> {
  const refuse = () => Promise.reject(new Asked());
  const needs: ScorerNeeds = {
    askJudge: (question) => askJudge(question, judge, refuse),
    answerOf: (model) => Promise.resolve(`an answer of ${model}`),
    runScorer: refuse,
    runCommand: refuse,
    callWebhook: refuse,
    embed: refuse,
    scorePart: refuse,
    ratingOf: () => Promise.resolve(undefined),
  };
  const input: ScoreInput = {
    output: "an answer",
    json: undefined,
    expected: "an expected answer",
    inputs: Object.fromEntries(variables.map((name) => [name, "an input"])),
    toolCalls: [],
    tools: [],
    citations: [],
    searchResults: undefined,
    finishReason: "stop",
    refusal: undefined,
    attempts: [],
    latencyMs: 0,
    costNanoUsd: undefined,
    usage: undefined,
  };
  try {
    await assertionKinds[assertion.type]?.score(input, { ...assertion }, needs);
    return undefined;
  } catch (error) {
    if (error instanceof Asked) return undefined;
    if (error instanceof PromptopsError && error.code === "invalid-judge") return error;
    throw error;
  }
}
