import type { ScoreInput } from "../../src/core/assertions/kind.ts";
import { readJson } from "../../src/core/assertions/read-json.ts";

/** What a scorer sees of a plain answer, with what differs from one. */
export function scoreInput(given: Partial<ScoreInput> = {}): ScoreInput {
  const output = given.output ?? "";
  return {
    output,
    json: readJson(output),
    expected: undefined,
    inputs: {},
    toolCalls: [],
    tools: [],
    citations: [],
    searchResults: undefined,
    finishReason: "stop",
    refusal: undefined,
    attempts: [{ outcome: "answered", status: 200, latencyMs: 1 }],
    latencyMs: 1,
    costNanoUsd: undefined,
    usage: undefined,
    ...given,
  };
}
