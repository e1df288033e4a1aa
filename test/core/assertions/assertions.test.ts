import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { checkAssertions } from "../../../src/core/assertions/check-assertions.ts";
import { builtInJudges } from "../../../src/core/assertions/judges/registry.ts";
import type { Scored, ScoreInput, ScorerNeeds } from "../../../src/core/assertions/kind.ts";
import { assertionKinds } from "../../../src/core/assertions/registry.ts";
import { assertionSchema } from "../../../src/core/assertions/schema.ts";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { scoreAssertion } from "../../../src/core/eval/score-assertion.ts";
import { askJudge } from "../../../src/core/judging/ask-judge.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { readSpec } from "../../helpers/spec.ts";

interface AssertionCase {
  readonly name: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly output?: string;
  /** [text, times, end] instead of a long output. */
  readonly output_repeat?: readonly [string, number, string];
  readonly expected?: Json;
  readonly latency_ms?: number;
  readonly cost_nano_usd?: number;
  readonly scorer?: Scored;
  readonly scorer_called_with?: readonly unknown[];
  readonly scorer_throws?: string;
  /** The judge's answers, one by one; the last one stays. */
  readonly judge?: string | readonly string[];
  /** What stands in what the judge was asked, one by one; a text with `!` before it does not stand there. */
  readonly judge_asked?: readonly (readonly string[])[];
  readonly inputs?: Readonly<Record<string, Json>>;
  /** Other models' answers by model. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Vectors by text. */
  readonly vectors?: Readonly<Record<string, readonly number[]>>;
  /** What a command or a server says, and what it was called with. */
  readonly outside?: Scored;
  readonly outside_called_with?: Json;
  readonly outside_throws?: string;
  readonly rating?: Scored;
  readonly pending?: boolean;
  readonly pass?: boolean;
  readonly score?: number;
  readonly reason?: string;
  /** Code or message of what is thrown. */
  readonly throws?: string;
  readonly hint?: string;
  /** What is said of the parameters before any call. */
  readonly problem?: string;
  /** The suite's schema refuses it. */
  readonly invalid?: boolean;
}

const spec = readSpec<AssertionCase[]>("assertions");
const validate = new Ajv({ discriminator: true }).compile({ definitions: { assertion: assertionSchema }, $ref: "#/definitions/assertion" });

test("every assertion has its cases", () => {
  expect(spec.map(({ file }) => file).sort()).toEqual(Object.keys(assertionKinds).sort());
});

describe.each(spec)("assertion $file", ({ file, content }) => {
  const kind = assertionKinds[file]!;

  test.each(content.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    expect(validate({ type: file, ...each.params })).toBe(each.invalid !== true);
    if (each.invalid === true) return;
    const problem = await kind.problem?.(each.params);
    if (each.problem !== undefined) expect(problem).toContain(each.problem);
    else if (each.throws !== "invalid-assertion") expect(problem).toBeUndefined();

    const calls: unknown[][] = [];
    const asked: string[] = [];
    const scoring = Promise.resolve().then(() => kind.score(inputOf(each), each.params, needsOf(each, calls, asked)));
    if (each.throws !== undefined) {
      const error: unknown = await scoring.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error instanceof PromptopsError) expect(error).toMatchObject({ code: each.throws, hint: expect.stringContaining(each.hint ?? "") as unknown });
      else expect(error).toMatchObject({ message: each.throws });
      return;
    }
    const scored = await scoring;
    expect(scored.pending ?? false).toBe(each.pending ?? false);
    if (each.pass !== undefined)
      expect({ pass: scored.pass ?? scored.score >= (kind.threshold ?? 1), reason: scored.reason }).toMatchObject({ pass: each.pass });
    if (each.score !== undefined) expect(scored.score).toBeCloseTo(each.score, 9);
    if (each.reason !== undefined) expect(scored.reason).toContain(each.reason);
    if (each.scorer_called_with !== undefined) expect(calls).toEqual([each.scorer_called_with]);
    if (each.outside_called_with !== undefined) expect(calls).toEqual([each.outside_called_with]);
    if (each.judge_asked === undefined) return;
    expect(asked).toHaveLength(each.judge_asked.length);
    for (const [at, texts] of each.judge_asked.entries()) {
      for (const text of texts) {
        if (text.startsWith("!")) expect(asked[at]).not.toContain(text.slice(1));
        else expect(asked[at]).toContain(text);
      }
    }
  });
});

test("a suite's broken patterns and schemas are found before any model is called, each with its place", async () => {
  const problems = await checkAssertions({
    schema_version: 1,
    assertions: [
      { type: "contains", value: "a" },
      { type: "regex", value: "(" },
    ],
    cases: [{ id: "one" }, { id: "two", assertions: [{ type: "json-schema", schema: { type: "objekt" } }] }],
  });
  expect(problems.map(({ path }) => path)).toEqual([
    ["assertions", 1, "value"],
    ["cases", 1, "assertions", 0, "schema"],
  ]);
});

function inputOf(each: AssertionCase): ScoreInput {
  const [text, times, end] = each.output_repeat ?? ["", 0, each.output ?? ""];
  const output = text.repeat(times) + end;
  return {
    output,
    json: jsonOf(output),
    expected: each.expected,
    inputs: each.inputs ?? { question: "q" },
    toolCalls: [],
    latencyMs: each.latency_ms ?? 1,
    costNanoUsd: each.cost_nano_usd,
    usage: undefined,
  };
}

function jsonOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function needsOf(each: AssertionCase, calls: unknown[][], asked: string[]): ScorerNeeds {
  const outside = (...call: unknown[]) => {
    calls.push(call);
    return each.outside_throws === undefined ? Promise.resolve(each.outside!) : Promise.reject(new Error(each.outside_throws));
  };
  const needs: ScorerNeeds = {
    runScorer: (file, _, config) => {
      calls.push([file, config]);
      return each.scorer_throws === undefined ? Promise.resolve(each.scorer!) : Promise.reject(new Error(each.scorer_throws));
    },
    runCommand: (call, _, config) => outside(call, config),
    callWebhook: (call, _, config) => outside(call, config),
    askJudge: (question) =>
      askJudge(question, builtInJudges[question.judge]!, ({ messages }) => {
        const answers = [each.judge ?? ""].flat();
        asked.push(messages.map(({ role, text }) => `${role}: ${text}`).join("\n"));
        return Promise.resolve(answers[asked.length - 1] ?? answers.at(-1) ?? "");
      }),
    answerOf: (model) => {
      const answer = each.answers?.[model];
      return answer === undefined ? Promise.reject(new Error(`${model} is silent`)) : Promise.resolve(answer);
    },
    embed: (texts) => Promise.resolve(texts.map((text) => each.vectors?.[text] ?? [])),
    ratingOf: () => each.rating,
    scorePart: (part, input) => scoreAssertion(part, input, needs),
  };
  return needs;
}
