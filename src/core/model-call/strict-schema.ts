import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: Json };

const plain = new Set("type description title enum const pattern format multipleOf minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems $ref".split(" "));

/**
 * Can a provider hold its model to this JSON Schema token by token? Such "strict" structured output needs an object at the top, every
 * object closed and all its properties required, and few keywords (https://platform.openai.com/docs/guides/structured-outputs).
 */
export function allowsStrict(schema: Schema): boolean {
  return schema["type"] === "object" && isStrict(schema);
}

function isStrict(schema: Json): boolean {
  if (!isObject(schema)) return false;
  return isClosed(schema) && Object.entries(schema).every(([keyword, value]) => keywordIsStrict(keyword, value));
}

function keywordIsStrict(keyword: string, value: Json): boolean {
  if (keyword === "properties" || keyword === "$defs" || keyword === "definitions") return isObject(value) && Object.values(value).every(isStrict);
  if (keyword === "items") return isStrict(value);
  if (keyword === "anyOf") return Array.isArray(value) && value.every(isStrict);
  return keyword === "required" || keyword === "additionalProperties" || plain.has(keyword);
}

function isClosed({ type, properties, required, additionalProperties }: Schema): boolean {
  const types: readonly (Json | undefined)[] = Array.isArray(type) ? type : [type];
  if (!types.includes("object") && properties === undefined) return true;
  const names = isObject(properties) ? Object.keys(properties) : [];
  return additionalProperties === false && names.every((name) => Array.isArray(required) && required.includes(name));
}

function isObject(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
