import { expect, test } from "vitest";
import { allowsStrict } from "../../../src/core/model-call/strict-schema.ts";
import type { Json } from "../../../src/core/model/shape.ts";

const closed = { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false };
const holding = (a: Json) => ({ ...closed, properties: { a } });

test.each<[what: string, schema: { [key: string]: Json }, strict: boolean]>([
  ["a closed object with all properties required", closed, true],
  ["an object inside, closed too", holding(closed), true],
  [
    "lists, choices, enums and limits",
    holding({ type: "array", minItems: 1, items: { anyOf: [{ type: "null" }, { type: "integer", minimum: 0 }, { type: "string", enum: ["x"] }] } }),
    true,
  ],
  ["a definition it refers to", { ...holding({ $ref: "#/$defs/b" }), $defs: { b: closed } }, true],
  ["a format that is known", holding({ type: "string", format: "date" }), true],
  ["an optional property", { ...closed, required: [] }, false],
  ["an open object", { ...closed, additionalProperties: true }, false],
  ["an object that does not say whether it is open", { type: "object", properties: {} }, false],
  ["an open object inside", holding({ type: ["object", "null"] }), false],
  ["an open object inside a list", holding({ type: "array", items: { type: "object" } }), false],
  ["an open definition", { ...closed, $defs: { b: { type: "object" } } }, false],
  ["anything at all inside", holding({}), false],
  ["true as a schema", holding(true), false],
  ["a list at the top", { type: "array", items: closed }, false],
  ["a choice at the top", { ...closed, anyOf: [closed] }, false],
  ["a keyword that is not enforced", holding({ type: "string", minLength: 1 }), false],
  ["a format that is not known", holding({ type: "string", format: "uri" }), false],
])("can a model be held to %s?", (_what, schema, strict) => {
  expect(allowsStrict(schema)).toBe(strict);
});
