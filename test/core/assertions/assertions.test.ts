import { AssertionFailure } from "../../../src/core/eval/assertion-failure.ts";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { checkAssertions } from "../../../src/core/assertions/check-assertions.ts";
import { builtInJudges } from "../../../src/core/assertions/judges/registry.ts";
import type { AssertionArea } from "../../../src/core/assertions/areas.ts";
import type { Scored, ScoreInput, ScorerNeeds } from "../../../src/core/assertions/kind.ts";
import { assertionKinds } from "../../../src/core/assertions/registry.ts";
import { assertionSchema } from "../../../src/core/assertions/schema.ts";
import { scoreAssertion } from "../../../src/core/eval/score-assertion.ts";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { askJudge } from "../../../src/core/judging/ask-judge.ts";
import type { Tool } from "../../../src/core/model/prompt.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import type { Citation, ModelResponse, SearchResult, ToolCall, Usage } from "../../../src/core/model-call/response.ts";
import { scoreInput } from "../../helpers/score-input.ts";
import { readSpec } from "../../helpers/spec.ts";

interface AssertionCase {
  readonly name: string;
  /** The assertion without its type: the kind's own parameters and the common ones. */
  readonly params: Readonly<Record<string, Json>>;
  readonly output?: string;
  /** [text, times, end] instead of a long output. */
  readonly output_repeat?: readonly [string, number, string];
  /** [text, times] one after the other, instead of a long output or expected answer. */
  readonly output_parts?: readonly (readonly [string, number])[];
  readonly expected_parts?: readonly (readonly [string, number])[];
  readonly expected?: Json;
  readonly tools?: readonly Tool[];
  readonly tool_calls?: readonly ToolCall[];
  readonly citations?: readonly Citation[];
  readonly search_results?: readonly SearchResult[];
  readonly finish_reason?: ModelResponse["finishReason"];
  readonly refusal?: string;
  readonly usage?: Partial<Usage>;
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
  readonly flipped?: boolean;
  /** Code or message of what is thrown. */
  readonly throws?: string;
  readonly hint?: string;
  /** What is said of the parameters before any call. */
  readonly problem?: string;
  /** The suite's schema refuses it. */
  readonly invalid?: boolean;
  /** An answer made to hang, to mislead or to break the scorer. */
  readonly hostile?: boolean;
}

const spec = readSpec<AssertionCase[]>("assertions");
const validate = new Ajv({ discriminator: true, allowUnionTypes: true }).compile({
  definitions: { assertion: assertionSchema },
  $ref: "#/definitions/assertion",
});

test("every assertion has its cases", () => {
  expect(spec.map(({ file }) => file).sort()).toEqual(Object.keys(assertionKinds).sort());
});

const caseKeys =
  "name params output output_repeat output_parts expected_parts expected tools tool_calls citations search_results finish_reason refusal usage latency_ms " +
  "cost_nano_usd scorer scorer_called_with scorer_throws judge judge_asked inputs answers vectors outside outside_called_with outside_throws rating pending " +
  "pass score reason flipped throws hint problem invalid hostile";

test("a case says nothing that is not read", () => {
  const known = new Set(caseKeys.split(" "));
  const unread = spec.flatMap(({ file, content }) =>
    content.flatMap((each) => Object.keys(each).flatMap((key) => (known.has(key) ? [] : [`${file}: ${each.name}: ${key}`]))),
  );
  expect(unread).toEqual([]);
});

const deterministic: readonly AssertionArea[] = ["text", "structure", "tools", "model", "operation"];

test.each(spec.filter(({ file }) => deterministic.includes(assertionKinds[file]!.area)))(
  "the cases of $file say what passes, fails, is turned round, has a threshold, is an error, and is hostile",
  ({ content }) => {
    const has = (wanted: (each: AssertionCase) => unknown) => content.some((each) => Boolean(wanted(each)));
    expect({
      pass: has(({ pass }) => pass === true),
      fail: has(({ pass }) => pass === false),
      not: has(({ params }) => params["not"]),
      threshold: has(({ params }) => params["threshold"] !== undefined),
      error: has(({ throws, problem, invalid }) => throws ?? problem ?? invalid),
      hostile: has(({ hostile }) => hostile),
    }).toEqual({ pass: true, fail: true, not: true, threshold: true, error: true, hostile: true });
  },
);

test.each(spec.filter(({ file }) => !deterministic.includes(assertionKinds[file]!.area)))(
  "the cases of $file say what passes, fails and is an error",
  ({ content }) => {
    const has = (wanted: (each: AssertionCase) => unknown) => content.some((each) => Boolean(wanted(each)));
    expect({
      pass: has(({ pass }) => pass === true),
      fail: has(({ pass }) => pass === false),
      error: has(({ throws, problem, invalid }) => throws ?? problem ?? invalid),
    }).toEqual({ pass: true, fail: true, error: true });
  },
);

describe.each(spec)("assertion $file", ({ file, content }) => {
  const kind = assertionKinds[file]!;

  test.each(content.map((each) => [each.name, each] as const))("%s", async (_, each) => {
    expect(validate({ type: file, ...each.params })).toBe(each.invalid !== true);
    if (each.invalid === true) return;
    const objection = await kind.problem?.(each.params, { tools: each.tools ?? [] });
    const problem = typeof objection === "object" ? `${objection.message} ${objection.hint}` : objection;
    if (each.problem !== undefined) expect(problem).toContain(each.problem);
    else if (each.throws !== "invalid-assertion") expect(problem).toBeUndefined();
    if (each.problem !== undefined && each.pass === undefined && each.throws === undefined) return;

    const calls: unknown[][] = [];
    const asked: string[] = [];
    const scoring = Promise.resolve().then(() => scoreAssertion({ type: file, ...each.params }, inputOf(each), needsOf(each, calls, asked)));
    if (each.throws !== undefined) {
      const error: unknown = await scoring.then(
        () => undefined,
        (thrown: unknown) => (thrown instanceof AssertionFailure ? thrown.cause : thrown),
      );
      if (error instanceof PromptopsError) expect(error).toMatchObject({ code: each.throws, hint: expect.stringContaining(each.hint ?? "") as unknown });
      else expect(error).toMatchObject({ message: each.throws });
      return;
    }
    const scored = await scoring;
    expect(scored.pending ?? false).toBe(each.pending ?? false);
    if (each.pass !== undefined) expect({ pass: scored.pass, reason: scored.reason }).toMatchObject({ pass: each.pass });
    if (each.score !== undefined) expect(scored.score).toBeCloseTo(each.score, 9);
    if (each.reason !== undefined) expect(scored.reason).toContain(each.reason);
    if (each.flipped !== undefined) expect(scored.flipped).toBe(each.flipped);
    expect(scored.reason.length).toBeLessThan(1000);
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

const scored = spec.flatMap(({ file, content }) =>
  content.filter(({ pass, throws, hostile }) => pass !== undefined && throws === undefined && hostile !== true).map((each) => ({ type: file, each })),
);

test("whatever the kind, `not` turns the whole result round: the score is 1 - score, and what passed without it, by its threshold or its own word, fails", async () => {
  for (const { type, each } of scored) {
    for (const threshold of [undefined, 0.3, 0.6]) {
      const given = { type, ...each.params, ...(threshold === undefined ? {} : { threshold }) };
      const [plain, turned] = await Promise.all([false, true].map((not) => scoreAssertion({ ...given, not }, inputOf(each), needsOf(each, [], []))));
      // Where a person's word is open, it is open either way.
      if (plain?.pending === true) continue;
      expect({ type, name: each.name, pass: turned?.pass, score: turned?.score.toFixed(9) }).toEqual({
        type,
        name: each.name,
        pass: !plain!.pass,
        score: (1 - plain!.score).toFixed(9),
      });
      // A group goes by what is known of its parts.
      if (threshold !== undefined && plain!.checks === undefined)
        expect({ type, name: each.name, fails: !turned!.pass }).toEqual({ type, name: each.name, fails: plain!.score >= threshold });
    }
  }
});

test("a suite's broken patterns and schemas are found before any model is called, each with its place", async () => {
  const problems = await checkAssertions(
    {
      schema_version: 1,
      assertions: [
        { type: "contains", value: "a" },
        { type: "regex", value: "(" },
      ],
      cases: [{ id: "one" }, { id: "two", assertions: [{ type: "json-schema", schema: { type: "objekt" } }] }],
    },
    { tools: [] },
  );
  expect(problems.map(({ path }) => path)).toEqual([
    ["assertions", 1, "value"],
    ["cases", 1, "assertions", 0, "schema"],
  ]);
});

function inputOf(each: AssertionCase): ScoreInput {
  const [text, times, end] = each.output_repeat ?? ["", 0, each.output ?? ""];
  const { usage, latency_ms: latencyMs = 1 } = each;
  return scoreInput({
    output: each.output_parts === undefined ? text.repeat(times) + end : joined(each.output_parts),
    expected: each.expected_parts === undefined ? each.expected : joined(each.expected_parts),
    inputs: each.inputs ?? { question: "q" },
    toolCalls: each.tool_calls ?? [],
    tools: each.tools ?? [],
    citations: each.citations ?? [],
    searchResults: each.search_results,
    finishReason: each.finish_reason ?? "stop",
    refusal: each.refusal,
    latencyMs,
    costNanoUsd: each.cost_nano_usd,
    usage: usage && { input: 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0, ...usage },
  });
}

function joined(parts: readonly (readonly [string, number])[]): string {
  return parts.map(([text, times]) => text.repeat(times)).join("");
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
        return Promise.resolve({ text: answers[asked.length - 1] ?? answers.at(-1) ?? "", finishReason: "stop" as const });
      }),
    answerOf: (model) => {
      const answer = each.answers?.[model];
      return answer === undefined ? Promise.reject(new Error(`${model} is silent`)) : Promise.resolve(answer);
    },
    embed: (texts) => Promise.resolve(texts.map((text) => each.vectors?.[text] ?? [])),
    ratingOf: () => Promise.resolve(each.rating),
    scorePart: (part, input) => scoreAssertion(part, input, needs),
  };
  return needs;
}
