import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, canonicalObject } from "../../../src/core/identity/canonical-json.ts";
import { caseDigest } from "../../../src/core/identity/case-digest.ts";
import { DigestList } from "../../../src/core/identity/digest-list.ts";
import { digestBytes, digestOf } from "../../../src/core/identity/digest.ts";
import { promptDigest } from "../../../src/core/identity/prompt-digest.ts";
import { suiteDigest } from "../../../src/core/identity/suite-digest.ts";
import { buildRequest } from "../../../src/core/model-call/build-request.ts";
import type { Json } from "../../../src/core/model/shape.ts";
import { promptOf } from "../../helpers/prompt-of.ts";

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** The same value with the keys of every object in the opposite order. */
function reordered(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reordered(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reordered(item)]),
  );
}

test("the order of keys never matters", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(digestOf(reordered(value))).toBe(digestOf(value));
    }),
  );
});

test("canonical JSON is JSON of the same value", () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("an object put together from canonical parts is canonical", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.option(json, { nil: undefined })), (value) => {
      const parts = Object.entries(value).map(([key, part]) => [key, part === undefined ? undefined : canonicalJson(part)] as const);
      expect(canonicalObject(Object.fromEntries(parts))).toBe(canonicalJson(value));
    }),
  );
});

test("a key without a value is no key", () => {
  expect(digestOf({ a: 1, b: undefined })).toBe(digestOf({ a: 1 }));
});

test("half a surrogate pair is refused as the user's mistake, not hashed as something else", () => {
  expect(() => digestOf({ text: "a\ud800" })).toThrow(expect.objectContaining({ code: "invalid-text" }));
});

test("bytes and the text they encode have one digest", () => {
  expect(digestBytes(new TextEncoder().encode("Grüße"))).toBe(digestBytes("Grüße"));
});

describe("a prompt's digest", () => {
  const base = promptOf(
    {
      variables: { name: { type: "string", description: "Who", sensitive: false } },
      messages: [{ role: "user", content: "Hi {{ name }}\n{% render 'tone' %}" }],
      tools: [{ function: { name: "look_up", description: "Looks it up", parameters: { type: "object" } } }],
      output: { format: "text", rules: { max_words: 5 } },
    },
    { partials: { tone: "Be kind.\n" } },
  );
  const { prompt } = base;
  const digest = promptDigest(base);

  test("does not see line ends, the id, descriptions, examples, sensitivity or keys of other tools", () => {
    expect(promptDigest({ ...base, prompt: { ...prompt, messages: [{ role: "user", content: "Hi {{ name }}\r\n{% render 'tone' %}" }] } })).toBe(digest);
    expect(promptDigest({ ...base, partials: { tone: "Be kind.\r\n" } })).toBe(digest);
    expect(promptDigest({ ...base, id: "other/id" })).toBe(digest);
    const variables = { name: { type: "string" as const, description: "Whom", sensitive: true, examples: ["Ada"], title: "Name" } };
    const noted = { ...prompt, description: "New", variables, "x-owner": "us" };
    expect(promptDigest({ ...base, prompt: noted })).toBe(digest);
  });

  test.each<[string, typeof base]>([
    ["a partial", { ...base, partials: { tone: "Be brief.\n" } }],
    ["a message", { ...base, prompt: { ...prompt, messages: [{ role: "user", content: "Hi {{ name }}!" }] } }],
    ["a role", { ...base, prompt: { ...prompt, messages: [{ role: "system", content: "Hi {{ name }}\n{% render 'tone' %}" }] } }],
    ["a variable's schema", { ...base, prompt: { ...prompt, variables: { name: { type: "string", maxLength: 3 } as never } } }],
    ["a default", { ...base, prompt: { ...prompt, variables: { name: { type: "string", default: "Ada" } } } }],
    ["the engine", { ...base, prompt: { ...prompt, engine: "simple" } }],
    ["the model", { ...base, prompt: { ...prompt, model: { id: "scripted/other" } } }],
    ["a parameter", { ...base, prompt: { ...prompt, model: { ...prompt.model, params: { temperature: 0 } } } }],
    ["a rule of the output", { ...base, prompt: { ...prompt, output: { format: "text", rules: { max_words: 6 } } } }],
    [
      "a tool's description, which the model reads",
      { ...base, prompt: { ...prompt, tools: [{ function: { name: "look_up", description: "Finds it", parameters: { type: "object" } } }] } },
    ],
    ["an attached file", { ...base, files: { "a.png": { digest: "1", mediaType: "image/png", bytes: new Uint8Array() } } }],
  ])("changes with %s", (_what, changed) => {
    expect(promptDigest(changed)).not.toBe(digest);
  });

  test("a variable called description is a variable", () => {
    const described = (type: "string" | "number") =>
      promptOf({ variables: { description: { type }, box: { type: "object", properties: { description: { type } } } as never } });
    expect(promptDigest(described("string"))).not.toBe(promptDigest(described("number")));
  });
});

describe("a case's digest", () => {
  const base = {
    inputs: { a: "1" },
    expected: "x",
    history: [],
    assertions: [{ type: "javascript", file: "scorers/a.mjs" }],
    threshold: undefined,
    mustPass: false,
    group: undefined,
  };
  const digest = caseDigest(base, { "scorers/a.mjs": "1" });

  test.each<[string, string]>([
    ["the scorer's code", caseDigest(base, { "scorers/a.mjs": "2" })],
    ["an input", caseDigest({ ...base, inputs: { a: "2" } }, { "scorers/a.mjs": "1" })],
    ["the expected answer", caseDigest({ ...base, expected: "y" }, { "scorers/a.mjs": "1" })],
    ["a weight", caseDigest({ ...base, assertions: [{ type: "javascript", file: "scorers/a.mjs", weight: 2 }] }, { "scorers/a.mjs": "1" })],
    ["must_pass", caseDigest({ ...base, mustPass: true }, { "scorers/a.mjs": "1" })],
    ["the history", caseDigest({ ...base, history: [{ role: "user", content: "hi" }] }, { "scorers/a.mjs": "1" })],
  ])("changes with %s", (_what, changed) => {
    expect(changed).not.toBe(digest);
  });

  test("is that of everything it is made of, however often the same assertion was seen before", () => {
    const [assertion] = base.assertions;
    const whole = { of: "case/1", inputs: { a: "1" }, expected: "x", assertions: [{ declared: assertion, files: { "scorers/a.mjs": "1" } }] };
    for (const _ of [1, 2]) expect(caseDigest(base, { "scorers/a.mjs": "1" })).toBe(digestOf(whole));
    expect(caseDigest(base)).toBe(digestOf({ ...whole, assertions: [assertion] }));
  });

  test("does not see an assertion's description nor scorers that it does not name", () => {
    expect(
      caseDigest({ ...base, assertions: [{ type: "javascript", file: "scorers/a.mjs", description: "new" }] }, { "scorers/a.mjs": "1", "scorers/b.mjs": "2" }),
    ).toBe(digest);
  });
});

test("a suite's digest does not depend on the order of its cases, and does on their number", () => {
  const digests = fc.array(
    fc.integer().map((n) => digestOf(n)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(digests, (cases) => {
      expect(suiteDigest(cases.toReversed(), {})).toBe(suiteDigest(cases, {}));
      expect(suiteDigest([...cases, cases[0] ?? ""], {})).not.toBe(suiteDigest(cases, {}));
    }),
  );
});

test("a suite's digest is the same from a list of texts and from the list that keeps bytes", () => {
  const digests = fc.array(
    fc.integer({ min: 0, max: 5000 }).map((n) => digestOf(n)),
    { maxLength: 3000, size: "max" },
  );
  fc.assert(
    fc.property(digests, (cases) => {
      const list = new DigestList();
      for (const digest of cases) list.push(digest);
      expect(Array.from(list.toSorted())).toEqual(cases.toSorted());
      expect(suiteDigest(list, { epochs: 2 })).toBe(suiteDigest(cases, { epochs: 2 }));
    }),
    { numRuns: 20 },
  );
});

test("a request carries what the provider is told: no rules on the answer, and the model's name without our provider's", () => {
  const resolved = promptOf({ model: { id: "router/openai/gpt-5-mini" }, output: { format: "json", schema: { type: "object" }, rules: { max_words: 3 } } });
  expect(buildRequest(resolved, [])).toEqual({ model: "openai/gpt-5-mini", params: {}, messages: [], output: { format: "json", schema: { type: "object" } } });
});
