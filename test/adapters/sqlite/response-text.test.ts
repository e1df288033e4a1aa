import fc from "fast-check";
import { expect, test } from "vitest";
import { responseOf, responseText } from "../../../src/adapters/sqlite/response-text.ts";
import type { ModelResponse } from "../../../src/core/model-call/response.ts";
import { answer } from "../../contract/response-cache.ts";

const count = fc.constantFrom(0, 1, 70);
const latencyMs = fc.constantFrom(0, 12.5, 59.708);
const attempt = fc.record(
  { outcome: fc.constantFrom("answered" as const, "rate-limit" as const), latencyMs, status: fc.constantFrom(429) },
  { requiredKeys: ["outcome", "latencyMs"] },
);
const response: fc.Arbitrary<ModelResponse> = fc.record(
  {
    text: fc.string(),
    toolCalls: fc.array(fc.record({ name: fc.string(), arguments: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))) }), { maxLength: 2 }),
    citations: fc.array(fc.record({ url: fc.webUrl() }), { maxLength: 2 }),
    usage: fc.option(fc.record({ input: count, output: count, cachedInput: count, cacheWrite: count, reasoning: count, webSearches: count }), {
      nil: undefined,
    }),
    finishReason: fc.constantFrom("stop" as const, "length" as const),
    refusal: fc.string(),
    modelAnswered: fc.string(),
    latencyMs,
    attempts: fc.array(attempt, { maxLength: 3 }),
  },
  { requiredKeys: ["text", "toolCalls", "citations", "usage", "finishReason", "modelAnswered", "latencyMs", "attempts"] },
);

test("a kept answer is the same answer when it is read, whatever was left out of its text", () => {
  fc.assert(
    fc.property(response, (given) => {
      expect(responseOf(responseText(given))).toEqual(given);
    }),
  );
});

test("a plain answer is kept as what it says, and a line of what is its own", () => {
  expect(responseText(answer("yes,\nor no"))).toBe('["small",12.5,1,2]\nyes,\nor no');
  expect(responseText(answer("yes", { usage: undefined }))).toBe('["small",12.5]\nyes');
});

test("any other is kept as JSON, as every one was before", () => {
  const kept = { text: "yes", modelAnswered: "small", latencyMs: 12.5, finishReason: "length", usage: { input: 1, output: 2 } };
  expect(JSON.parse(responseText(answer("yes", { finishReason: "length" })))).toEqual(kept);
  expect(responseOf(JSON.stringify({ text: "yes", usage: { input: 1, output: 2 }, modelAnswered: "small", latencyMs: 12.5 }))).toEqual(answer("yes"));
});

test.each(["a\0b", "\ud800", "[1]\nx", ""])("a text that is no usual one comes back as it was: %j", (text) => {
  expect(responseOf(responseText(answer(text)))).toEqual(answer(text));
});
