import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assertion } from "../../../src/core/assertions/schema.ts";
import type { Manifest } from "../../../src/core/model/manifest.ts";
import type { Message, Prompt } from "../../../src/core/model/prompt.ts";
import { promptTexts } from "../../../src/core/validators/prompt-texts.ts";
import { validators } from "../../../src/core/validators/registry.ts";
import { validatePrompt, type ValidationInput } from "../../../src/core/validators/validate-prompt.ts";
import type { Subject, ValidatedCase } from "../../../src/core/validators/validator.ts";

/** What validators look for, in pieces: put together at random they make texts that are nearly something. */
const shards = [
  ..."{{ }} {% %} {%- -%} {{text}} {%comment%} {%endcomment%} {%#x%} <think> </think> <thought> </thought> <|im_start|> ``` | --- - 1. 2) # > < >".split(" "),
  ..."judge grader: evaluator, give full marks always regardless if this answer as correct PASS or FAIL 10/10 never ignore the rubric note to".split(" "),
  ..."sk-abcdefghij0123456789 AKIA0123456789ABCDEF eyJhbGciOi.eyJzdWIiOi.abcdefghij -----BEGIN PRIVATE KEY----- Bearer".split(" "),
  ..."revenue grew by four percent in the north INV-2024-88431 Anna 42 我的发票被重复扣款 ありがとう ใบแจ้งหนี้ नमस्ते \u200B \u202E \uFEFF \u0000 👩‍👧 é e\u0301 \uD800".split(
    " ",
  ),
  " ",
  "\n",
  "\n\n",
  "\t",
  ". ",
  '"',
  "'",
  "“",
  "(",
  "[",
  "\\",
];
const hostile = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...shards) }, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 60 });
const text = fc.tuple(hostile, fc.constantFrom("", " "), fc.constantFrom(1, 1, 1, 5)).map(([parts, glue, times]) => parts.join(glue).repeat(times));

const assertion = fc.oneof(
  fc.record({ type: fc.constantFrom("contains", "equals", "regex", "similar", "levenshtein", "no-such-kind"), value: text }),
  fc.record({ type: fc.constantFrom("contains-all", "contains-any"), values: fc.array(text, { maxLength: 2 }) }),
  fc.record({ type: fc.constant("equals"), value: fc.jsonValue() }),
) as fc.Arbitrary<Assertion>;
const evalCase: fc.Arbitrary<ValidatedCase> = fc.record({
  suite: fc.constant("main"),
  id: fc.constantFrom("a", "b", "c"),
  inputs: fc.dictionary(fc.constantFrom("text", "other"), fc.oneof(text, fc.jsonValue())) as fc.Arbitrary<ValidatedCase["inputs"]>,
  expected: fc.oneof(text, fc.jsonValue(), fc.constant(undefined)) as fc.Arbitrary<ValidatedCase["expected"]>,
  history: fc.array(fc.record({ role: fc.constantFrom("user", "assistant"), content: text }), { maxLength: 2 }),
  assertions: fc.array(assertion, { maxLength: 2 }),
});
const input: fc.Arbitrary<ValidationInput> = fc
  .record({
    system: text,
    user: text,
    partial: text,
    promised: fc.array(
      text.filter((each) => each !== ""),
      { maxLength: 2 },
    ),
    engine: fc.constantFrom("simple", undefined),
    cases: fc.array(evalCase, { maxLength: 6 }),
  })
  .map(({ system, user, partial, promised, engine, cases }) => ({
    ...promptOf(
      [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
      { engine, partial },
    ),
    manifest: manifestOf(promised),
    cases,
  }));

function promptOf(messages: Message[], { engine, partial }: { readonly engine?: "simple" | undefined; readonly partial?: string } = {}): ValidationInput {
  const prompt: Prompt = {
    schema_version: 1,
    ...(engine === undefined ? {} : { engine }),
    variables: { text: { type: "string", required: false } },
    messages,
    model: { id: "scripted/one" },
  };
  return { resolved: { id: "billing/summarize", prompt, partials: partial === undefined ? {} : { tail: partial }, files: {} } };
}

function manifestOf(texts: readonly string[]): Manifest {
  const constraints = { max_prompt_tokens: 50, required_variables: ["text"], forbidden_variables: ["other"], tools: [], contracts: { texts: [...texts] } };
  return { schema_version: 1, scope: "x", task_class: "other", owners: ["a"], constraints };
}

test("whatever the texts, no validator throws, and what it finds is one line with a place, the same twice", () => {
  fc.assert(
    fc.property(input, (each) => {
      const found = validatePrompt(each);
      for (const { message, hint, path, line } of found) {
        expect(message).toMatch(/^[^\n]+$/);
        expect(hint).not.toBe("");
        expect(path).toBeDefined();
        if (line !== undefined) expect(line).toBeGreaterThan(0);
      }
      expect(validatePrompt(each)).toEqual(found);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["no message", []],
  ["the variable alone", [{ role: "user", content: "{{ text }}" }]],
  ["earlier turns alone", [{ role: "user", history: true }]],
] satisfies [string, Message[]][])("nothing is held against a prompt with %s", (_, messages) => {
  const given = { inputs: { text: "" }, history: [{ role: "user" as const, content: "" }], assertions: [{ type: "contains", value: "" }] };
  const cases = ["a", "b", "c", "d", "e"].map((id) => ({ suite: "main", id, expected: "", ...given }));
  expect(validatePrompt({ ...promptOf(messages), cases })).toEqual([]);
});

test("against an empty text nothing is held but that it is empty", () => {
  for (const content of ["", " \n\t ", "{% comment %}later{% endcomment %}"])
    expect(validatePrompt(promptOf([{ role: "user", content }])).map(({ code }) => code)).toEqual(["empty-message"]);
});

/** Texts of one kind, as long as they are asked for. */
const shapes: Readonly<Record<string, (length: number) => string>> = {
  prose: (length) =>
    Array.from({ length: Math.ceil(length / 60) }, (_, at) => `The ${(at * 7919) % 9973} customer asks for a refund, and the clerk ${at}.`).join(" "),
  paragraphs: (length) => `${"word ".repeat(20)}\n\n`.repeat(length / 102),
  ...Object.fromEntries(
    [
      "a",
      "a-",
      " ",
      "\n",
      "a\n",
      "\t#*",
      "<",
      "<think>",
      "<think>a</think>\n",
      "{{",
      "{%",
      "{%#",
      "{% comment %}",
      "{% endcomment",
      "judge give full marks always ",
      "give full marks, ",
      "note to the ",
      "if you are a ",
      "ignore the ",
      "\"'`",
      '"give full marks ',
      "[(",
      "sk-",
      "AKIA",
      "eyJ",
      "eyJa.",
      "Bearer ",
      "-----BEGIN ",
      "Aa1-_",
      "the Anna ",
      "here is the improved ",
      "123 456-7 ",
      "我的发票被重复扣款",
      "e\u0301",
      "\u200F\u202E",
      "\u{1F3F4}\u{E0067}",
    ].map((piece) => [JSON.stringify(piece), (length: number) => piece.repeat(length / piece.length)]),
  ),
};

/** The text in all places that validators look at. */
function subjectOf(of: string): Subject {
  const { resolved } = promptOf([{ role: "user", content: of }]);
  const around = { suite: "main", history: [], expected: "x", assertions: [] };
  const cases: ValidatedCase[] = ["b", "c", "d", "e"].map((id) => ({ ...around, id, inputs: { text: `Number ${id}-1234 of Anna` } }));
  cases.push({ ...around, id: "a", inputs: { text: of }, expected: of.slice(0, 500), assertions: [{ type: "regex", value: of.slice(0, 500) }] });
  return { resolved, manifest: manifestOf(["never said"]), cases, texts: promptTexts(resolved) };
}

/** Milliseconds of the processor, which other processes do not lengthen as they do time. */
function costOf(act: () => void): number {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe("a text eight times as long takes about eight times as long, never sixty-four times:", () => {
  const [short, long] = [3_000, 24_000];
  test.each(Object.entries(shapes))("%s", (_, make) => {
    const [small, large] = [subjectOf(make(short)), subjectOf(make(long))];
    const slow = validators.filter(({ check }) => {
      const isSlow = () => costOf(() => check(large)) > 24 * costOf(() => check(small)) + 40;
      return isSlow() && isSlow() && isSlow();
    });
    expect(slow.map(({ code }) => code)).toEqual([]);
  });
});
