import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: unknown };

/** Keywords that tell people something and decide nothing. */
const annotations = new Set(["description", "title", "examples", "$comment"]);
/** Keywords whose value maps names to schemas: there `description` may be a name. */
const maps = new Set(["properties", "patternProperties", "definitions", "$defs", "dependencies"]);
/** Keywords whose value is a schema or a list of schemas. */
const nested = new Set([
  "items",
  "additionalItems",
  "contains",
  "additionalProperties",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
  "allOf",
  "anyOf",
  "oneOf",
]);

/** A JSON Schema without what only people read. Data inside it (`enum`, `const`, `default`) stays as it is. */
export function withoutAnnotations(schema: Schema): { readonly [keyword: string]: Json } {
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword));
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, strip(keyword, value)])) as { readonly [keyword: string]: Json };
}

function strip(keyword: string, value: unknown): unknown {
  if (maps.has(keyword) && isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, stripSchema(schema)]));
  if (nested.has(keyword)) return Array.isArray(value) ? value.map(stripSchema) : stripSchema(value);
  return value;
}

function stripSchema(schema: unknown): unknown {
  return isObject(schema) ? withoutAnnotations(schema) : schema;
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
