import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: Json };

/** Keywords that strict output knows beside those that hold schemas, and the formats. */
const known = new Set([
  "type",
  "description",
  "title",
  "enum",
  "const",
  "pattern",
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
  "required",
  "additionalProperties",
  "$ref",
]);
const formats = new Set<Json>(["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"]);

/**
 * Can a provider hold its model to this JSON Schema token by token? Such "strict" structured output needs an object at the top, every
 * object closed, all properties required, a type everywhere, and few keywords (https://platform.openai.com/docs/guides/structured-outputs).
 */
export function allowsStrict(schema: Schema): boolean {
  return schema["type"] === "object" && schema["anyOf"] === undefined && isStrict(schema);
}

function isStrict(schema: Json): boolean {
  if (!isSchema(schema)) return false;
  const typed = ["type", "anyOf", "$ref"].some((keyword) => Object.hasOwn(schema, keyword));
  return typed && isClosed(schema) && Object.entries(schema).every(([keyword, value]) => isStrictKeyword(keyword, value));
}

function isStrictKeyword(keyword: string, value: Json): boolean {
  switch (keyword) {
    case "properties":
    case "$defs":
    case "definitions":
      return isSchema(value) && Object.values(value).every(isStrict);
    case "items":
      return isStrict(value);
    case "anyOf":
      return Array.isArray(value) && value.every(isStrict);
    case "format":
      return formats.has(value);
    default:
      return known.has(keyword);
  }
}

function isClosed({ type, properties, required, additionalProperties }: Schema): boolean {
  const isObject = type === "object" || (Array.isArray(type) && type.includes("object")) || properties !== undefined;
  const names = isSchema(properties) ? Object.keys(properties) : [];
  return !isObject || (additionalProperties === false && names.every((name) => Array.isArray(required) && required.includes(name)));
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
