import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainTest } from "../../../src/core/model/plain-test.ts";
import { schemasEngine } from "../../../src/core/model/schemas-engine.ts";

const engine = schemasEngine();
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 8 }), fc.constantFrom("", "a", "😀", "\ud83d", "😀😀😀"));
const number = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double(), fc.constantFrom(0, -0, 0.5, Infinity, NaN));
const value = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 2 }), fc.dictionary(text, number, { maxKeys: 2 }));
const count = fc.nat({ max: 4 });
const bound = fc.integer({ min: -3, max: 3 });
const schema = fc.record(
  {
    type: fc.constantFrom("string", "number", "integer", "boolean"),
    maxLength: count,
    minLength: count,
    maximum: bound,
    minimum: bound,
    enum: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
  },
  { requiredKeys: ["type"] },
);

describe("a plain test", () => {
  it("says what the engine of schemas says", () => {
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 1, maxLength: 20 }), (written, values) => {
        const test = plainTest(written);
        const validate = engine.compile(written);
        expect(values.map((tried) => test?.(tried))).toEqual(values.map((tried) => validate(tried)));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ["no type", { maxLength: 3 }],
    ["several types", { type: ["string", "null"] }],
    ["a type that is none", { type: "text" }],
    ["a name that every object has", { type: "toString" }],
    ["a keyword that it does not know", { type: "string", pattern: "^a" }],
    ["a keyword that every object has", { type: "string", constructor: 1 }],
    ["a bound that is none", { type: "string", maxLength: "3" }],
    ["a count below zero", { type: "string", minLength: -1 }],
    ["an empty list of values", { type: "string", enum: [] }],
    ["values given twice", { type: "string", enum: ["a", "a"] }],
    ["values that are no texts", { type: "number", enum: [1, 2] }],
    ["a list", { type: "array", items: { type: "string" } }],
  ])("leaves to the engine a schema with %s", (_, written) => {
    expect(plainTest(written)).toBeUndefined();
  });
});
