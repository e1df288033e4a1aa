import fc from "fast-check";
import { expect, test } from "vitest";
import type { ModelResponse, Usage } from "../../../src/core/model-call/response.ts";
import { answerOfRecord, answerRecord } from "../../../src/core/recordings/answer-record.ts";
import { readRecording } from "../../../src/core/recordings/read-recording.ts";
import { vectorOfText, vectorText } from "../../../src/core/recordings/vector-text.ts";

const text = fc.string({ unit: "grapheme" });
const count = fc.nat(1_000_000);
const ms = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0);
const maybe = <K extends string, T>(key: K, value: fc.Arbitrary<T>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [key]: given }));
const merged = <T>(...parts: fc.Arbitrary<object>[]): fc.Arbitrary<T> => fc.tuple(...parts).map((all) => Object.assign({}, ...all) as T);

const usage = merged<Usage>(
  fc.record({ input: count, output: count, cachedInput: count, cacheWrite: count, reasoning: count, webSearches: count }),
  maybe("cacheWriteLong", fc.integer({ min: 1, max: 100 })),
  maybe("rate", fc.constant("flex")),
);
const page = merged<{ url: string }>(fc.record({ url: fc.webUrl() }), maybe("title", text));
const response = merged<ModelResponse>(
  fc.record({
    text,
    toolCalls: fc.array(fc.record({ name: text, arguments: fc.jsonValue({ noUnicodeString: false }) }), { maxLength: 2 }),
    citations: fc.array(merged(page, maybe("spans", fc.array(fc.record({ start: count, end: count }), { maxLength: 2 }))), { maxLength: 2 }),
    finishReason: fc.constantFrom("stop", "length", "tool-calls", "content-filter", "other"),
    modelAnswered: text,
    latencyMs: ms,
    attempts: fc.array(merged(fc.record({ outcome: fc.constantFrom("answered", "rate-limit", "server"), latencyMs: ms }), maybe("status", count)), {
      maxLength: 3,
    }),
    usage: fc.option(usage, { nil: undefined }),
  }),
  maybe("searchResults", fc.array(merged(page, maybe("text", text)), { maxLength: 2 })),
  maybe("refusal", text),
  maybe("firstTokenMs", ms),
  maybe("costNanoUsd", count),
);

test("an answer comes back from its file as it was, whatever it holds", () => {
  fc.assert(
    fc.property(response, (given) => {
      const recording = { schema_version: 1, provider: "acme", model: "small", question: "0".repeat(64), answer: answerRecord(given, given.costNanoUsd) };
      const json = JSON.stringify(recording);
      // JSON knows no negative zero.
      const expected = JSON.parse(JSON.stringify(given)) as ModelResponse;
      const read = readRecording("a.json", new TextEncoder().encode(json));
      const answer = "recording" in read ? read.recording.answer : undefined;
      expect(answer && JSON.parse(JSON.stringify(answerOfRecord(answer)))).toEqual(expected);
    }),
  );
});

test("a vector comes back as the numbers that texts are compared by", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true }), { minLength: 1 }), (vector) => {
      expect(vectorOfText(vectorText(vector))).toEqual(vector.map(Math.fround));
    }),
  );
  // The same bytes on every machine.
  expect(vectorText([1, -2.5])).toBe("AACAPwAAIMA=");
});

test.each([
  ["no JSON", "{", "invalid-json"],
  ["another shape", '{ "schema_version": 1 }', "missing-key"],
  ["neither an answer nor a vector", `{ "schema_version": 1, "provider": "a", "model": "m", "question": "${"0".repeat(64)}" }`, "exactly-one"],
  ["bytes that are no text", "\u0000", "binary"],
])("a file with %s is none", (_what, content, rule) => {
  const read = readRecording("a.json", new TextEncoder().encode(content));
  expect("problems" in read && read.problems[0]).toMatchObject({ rule, file: "a.json" });
});
