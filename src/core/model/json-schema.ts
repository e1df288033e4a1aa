import type { Ajv, ValidateFunction } from "ajv";
import { nearest } from "../errors/nearest.ts";
import { withoutAnnotations } from "../identity/without-annotations.ts";
import type { Breach } from "./breach.ts";
import { shapeBreaches } from "./check-shape.ts";
import type { DocumentPath } from "./document-path.ts";
import { plainTest } from "./plain-test.ts";
import { schemaValidator } from "./schema-validator.ts";
import { schemasEngine } from "./schemas-engine.ts";

export type JsonSchema = { readonly [keyword: string]: unknown };

type Compiled = { readonly validate: ValidateFunction } | { readonly fault: string };

/** The keywords of JSON Schema draft-07. */
const keywords = new Set(
  (
    "$id $schema $ref $comment $defs definitions title description default examples readOnly writeOnly type enum const format " +
    "multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern contentMediaType contentEncoding " +
    "items additionalItems maxItems minItems uniqueItems contains maxProperties minProperties required properties patternProperties " +
    "additionalProperties dependencies propertyNames if then else allOf anyOf oneOf not"
  ).split(" "),
);
/** Keywords that hold schemas by name, one schema or a list of them, as far as typing mistakes are looked for. */
const schemasByName = ["properties", "patternProperties", "definitions", "$defs"];
const schemasInside = ["items", "additionalItems", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else", "allOf", "anyOf", "oneOf"];

const known = new Map<string, Compiled>();
const byObject = new WeakMap<JsonSchema, Compiled>();
let engine: Ajv | undefined;

/** What is wrong with a JSON Schema that a user wrote at `path`. @param extra Keywords that mean something there beside JSON Schema's. */
export function jsonSchemaBreaches(schema: JsonSchema, path: DocumentPath, extra: readonly string[] = []): Breach[] {
  const typos = [...unknownKeywords(schema, path, extra)];
  if (typos.length > 0) return typos;
  const plain = without(schema, extra);
  const wrong = metaBreaches(plain, path);
  if (wrong.length > 0) return firstOfEachPlace(wrong);
  if (!mayBeFaulty(plain)) return [];
  const compiled = compileJsonSchema(withoutAnnotations(plain));
  return "fault" in compiled ? [{ rule: "invalid-schema", path, message: `This is no JSON Schema: ${compiled.fault}.` }] : [];
}

/**
 * What the meta-schema cannot judge: a reference that leads nowhere, a pattern that is none, a format that nobody knows, a keyword that does
 * nothing where it stands. Without these a schema that fits the meta-schema compiles, and compiling is the dear part.
 */
const unjudged = new Set(["$ref", "$id", "pattern", "patternProperties", "format", "additionalItems", "if", "then", "else", "dependencies"]);

function mayBeFaulty(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(([key, value]) => unjudged.has(key) || mayBeFaulty(value));
}

/** What in `value`, standing at `path`, does not fit a schema that was found to be right. */
export function valueBreaches(schema: JsonSchema, value: unknown, path: DocumentPath): Breach[] {
  if (plainTest(schema)?.(value) === true) return [];
  const compiled = compileJsonSchema(schema);
  if ("fault" in compiled || compiled.validate(value)) return [];
  return firstOfEachPlace(shapeBreaches(compiled.validate.errors ?? [], value, path));
}

/** What tells whether a value fits a schema, or why that is none. */
export function schemaTest(schema: JsonSchema): { readonly fits: (value: unknown) => boolean } | { readonly fault: string } {
  const plain = plainTest(schema);
  if (plain !== undefined) return { fits: (value) => plain(value) || valueBreaches(schema, value, []).length === 0 };
  const compiled = compileJsonSchema(schema);
  return "fault" in compiled ? compiled : { fits: (value) => compiled.validate(value) };
}

/** A schema's validator; equal schemas share one, because compiling is the dear part, and the same one is known by itself. */
function compileJsonSchema(schema: JsonSchema): Compiled {
  const same = byObject.get(schema);
  if (same !== undefined) return same;
  const key = JSON.stringify(schema);
  const compiled = known.get(key) ?? compile(schema);
  known.set(key, compiled);
  byObject.set(schema, compiled);
  return compiled;
}

function compile(schema: JsonSchema): Compiled {
  try {
    // The engine would compile JSON Schema's own schema first to say so of one that is none.
    if (schema["$schema"] !== undefined || !schemaValidator()(schema)) void userSchemas().validateSchema(schema, true);
    return { validate: userSchemas().compile(schema) };
  } catch (error) {
    return { fault: (error instanceof Error ? error.message : String(error)).replace(/^strict mode: /, "") };
  }
}

function userSchemas(): Ajv {
  return (engine ??= schemasEngine());
}

/** What of a schema is none. Its own word on which kind of schema it is counts; without one it is of draft-07. */
function metaBreaches(schema: JsonSchema, path: DocumentPath): Breach[] {
  if (schema["$schema"] !== undefined) return userSchemas().validateSchema(schema) === false ? shapeBreaches(userSchemas().errors ?? [], schema, path) : [];
  const validate = schemaValidator();
  return validate(schema) ? [] : shapeBreaches(validate.errors ?? [], schema, path);
}

function* unknownKeywords(schema: unknown, path: DocumentPath, extra: readonly string[] = []): Generator<Breach> {
  if (typeof schema !== "object" || schema === null) return;
  if (Array.isArray(schema)) {
    for (const [at, one] of schema.entries()) yield* unknownKeywords(one, [...path, at]);
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    const here = [...path, keyword];
    if (!keywords.has(keyword) && !extra.includes(keyword)) {
      const meant = nearest(keyword, [...keywords, ...extra]);
      yield {
        rule: "unknown-key",
        path: here,
        onKey: true,
        message: `JSON Schema has no keyword \`${keyword}\`.`,
        ...(meant === undefined ? {} : { hint: `Did you mean \`${meant}\`?` }),
      };
    } else if (schemasByName.includes(keyword) && typeof value === "object" && value !== null) {
      for (const [name, one] of Object.entries(value)) yield* unknownKeywords(one, [...here, name]);
    } else if (schemasInside.includes(keyword)) {
      yield* unknownKeywords(value, here);
    }
  }
}

/** Alternatives (`anyOf`, the meta-schema's own) complain several times about one place; the first says it best. */
function firstOfEachPlace(breaches: readonly Breach[]): Breach[] {
  const seen = new Set<string>();
  return breaches.filter(({ path, rule }) => {
    const place = rule === "missing-key" || rule === "unknown-key" ? undefined : JSON.stringify(path);
    if (place === undefined || seen.has(place)) return place === undefined;
    seen.add(place);
    return true;
  });
}

function without(schema: JsonSchema, keys: readonly string[]): JsonSchema {
  return keys.length === 0 ? schema : Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
}
