import type { JsonSchema } from "./json-schema.ts";

/** Surely fits the schema; what does not may fit it all the same. */
export type PlainTest = (value: unknown) => boolean;

const tests = new WeakMap<JsonSchema, { readonly test: PlainTest | undefined }>();

/**
 * A test for schemas as most variables have them: one simple type, with bounds or a list of values. Compiling a schema takes longer than
 * many an evaluation's whole start, and most of them never see a value that does not fit.
 * @returns Undefined for a schema that says anything else, or anything in another way.
 */
export function plainTest(schema: JsonSchema): PlainTest | undefined {
  const known = tests.get(schema);
  if (known !== undefined) return known.test;
  const test = made(schema);
  tests.set(schema, { test });
  return test;
}

function made({ type, ...bounds }: JsonSchema): PlainTest | undefined {
  const ofType = typeof type === "string" && Object.hasOwn(types, type) ? types[type] : undefined;
  const parts = Object.entries(bounds).map(([keyword, bound]) => (Object.hasOwn(keywords, keyword) ? keywords[keyword]?.(bound) : undefined));
  if (ofType === undefined || parts.includes(undefined)) return undefined;
  return (value) => ofType(value) && parts.every((part) => part?.(value) === true);
}

const types: Readonly<Record<string, PlainTest>> = {
  string: (value) => typeof value === "string",
  number: (value) => Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
};

/** Each makes a test of its bound; undefined when that is none. Bounds of one type say nothing about values of another. */
const keywords: Readonly<Record<string, (bound: unknown) => PlainTest | undefined>> = {
  maxLength: (most) => (isCount(most) ? (value) => typeof value !== "string" || value.length <= most || characters(value) <= most : undefined),
  minLength: (least) => (isCount(least) ? (value) => typeof value !== "string" || (value.length >= least && characters(value) >= least) : undefined),
  maximum: (most) => (isNumber(most) ? (value) => typeof value !== "number" || value <= most : undefined),
  minimum: (least) => (isNumber(least) ? (value) => typeof value !== "number" || value >= least : undefined),
  enum: (values) => (isListOfTexts(values) ? (value) => values.includes(value) : undefined),
};

/** As JSON Schema counts them: code points, a lone half of a pair being one. */
function characters(text: string): number {
  return [...text].length;
}

function isCount(bound: unknown): bound is number {
  return Number.isInteger(bound) && Number(bound) >= 0;
}

function isNumber(bound: unknown): bound is number {
  return Number.isFinite(bound);
}

/** Each once, as JSON Schema wants it. */
function isListOfTexts(values: unknown): values is readonly unknown[] {
  return Array.isArray(values) && values.length > 0 && new Set(values).size === values.length && values.every((value) => typeof value === "string");
}
