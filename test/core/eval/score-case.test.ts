import { describe, expect, it } from "vitest";
import type { Assertion } from "../../../src/core/assertions/schema.ts";
import { outputContract } from "../../../src/core/eval/output-contract.ts";
import { scoreCase } from "../../../src/core/eval/score-case.ts";
import type { Output } from "../../../src/core/model/prompt.ts";
import type { EvalCase } from "../../../src/core/model/suite.ts";
import type { ToolCall } from "../../../src/core/model-call/response.ts";
import { response } from "../../helpers/echo-provider.ts";
import { noNeeds } from "../../helpers/no-needs.ts";
import { readSpec } from "../../helpers/spec.ts";

interface Example {
  readonly name: string;
  readonly answer: string | boolean;
  readonly refusal?: string;
  readonly tool_calls?: readonly ToolCall[];
  readonly output?: Output;
  readonly tools?: readonly string[];
  readonly threshold?: number;
  readonly assertions?: readonly Assertion[];
  readonly status: string;
  readonly score: number;
  readonly checks: readonly boolean[];
}

describe("the score of a case", () => {
  const examples = readSpec<readonly Example[]>("evaluation").find(({ file }) => file === "case-score")?.content ?? [];

  it.each(examples)("$name", async ({ answer, refusal, tool_calls = [], output, tools = [], threshold, assertions = [], ...expected }) => {
    const evalCase: EvalCase = {
      suite: "s",
      id: "c",
      inputs: {},
      expected: undefined,
      history: [],
      tags: [],
      group: undefined,
      mustPass: false,
      assertions,
      threshold,
      digest: "d",
      origin: { file: "f" },
    };
    const given = { ...response(String(answer)), toolCalls: tool_calls, ...(refusal === undefined ? {} : { refusal }) };
    const { status, score, checks } = await scoreCase(evalCase, { response: given, costNanoUsd: 1 }, outputContract(output, tools), noNeeds);
    expect({ status, score: Number(score.toFixed(4)), checks: checks.map(({ pass }) => pass) }).toEqual({
      status: expected.status,
      score: expected.score,
      checks: expected.checks,
    });
  });

  it("is an error, not a fail, when a scorer throws", async () => {
    const evalCase: EvalCase = {
      suite: "s",
      id: "c",
      inputs: {},
      expected: undefined,
      history: [],
      tags: [],
      group: undefined,
      mustPass: false,
      assertions: [{ type: "javascript", file: "scorers/x.mjs" }],
      threshold: undefined,
      digest: "d",
      origin: { file: "f" },
    };
    await expect(scoreCase(evalCase, { response: response("a"), costNanoUsd: 1 }, outputContract(undefined, []), noNeeds)).rejects.toThrow("no scorer");
  });
});
