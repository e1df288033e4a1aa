import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: Json };

/** Keywords that hold one schema, several in a list, or several by name. */
const single = ["items"];
const lists = ["anyOf", "oneOf", "allOf"];
const named = ["properties", "$defs"];
/** What says which values a schema means; one of them must be there. */
const kinds = ["type", "enum", "const", "$ref", ...lists];

/**
 * Can every object of this JSON Schema be closed without making good answers impossible? Structured output of some providers knows closed
 * objects only: one that is open by oversight can be closed, but one that is meant as a dictionary cannot.
 */
export function isClosable(schema: Json): boolean {
  if (!isSchema(schema) || !kinds.some((keyword) => Object.hasOwn(schema, keyword))) return false;
  const { additionalProperties: rest = false, patternProperties, definitions, properties } = schema;
  const isObject = schema["type"] === "object" || (Array.isArray(schema["type"]) && schema["type"].includes("object"));
  if (rest !== false || patternProperties !== undefined || definitions !== undefined || (isObject && properties === undefined)) return false;
  return parts(schema).every(isClosable);
}

function parts(schema: Schema): Json[] {
  const inLists = lists.flatMap((keyword) => (Array.isArray(schema[keyword]) ? (schema[keyword] as readonly Json[]) : []));
  const byName = named.flatMap((keyword) => (isSchema(schema[keyword]) ? Object.values(schema[keyword]) : []));
  return [...single.flatMap((keyword) => schema[keyword] ?? []), ...inLists, ...byName];
}

function isSchema(value: Json | undefined): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
