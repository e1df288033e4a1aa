import type { ErrorObject } from "ajv";
import { writtenHere } from "../assertions/names-elsewhere.ts";
import { nearest } from "../errors/nearest.ts";
import type { Breach } from "./breach.ts";
import { pathText, pointerPath, type DocumentPath } from "./document-path.ts";
import type { DocumentKind } from "./documents.ts";
import { documentValidator } from "./document-validator.ts";
import type { Json } from "./shape.ts";
import { breachOfPattern } from "./pattern-words.ts";

/** Everything in which a value differs from the shape of its kind; nothing when it has that shape. */
export function checkShape(kind: DocumentKind, value: Json): Breach[] {
  const validate = documentValidator(kind);
  return validate(value) ? [] : shapeBreaches(validate.errors ?? [], value);
}

/** ajv's errors as breaches: one per mistake, in words, with the nearest right name. @param base Where in its document `value` stands. */
export function shapeBreaches(errors: readonly ErrorObject[], value: unknown, base: DocumentPath = []): Breach[] {
  const mistyped = new Set(errors.flatMap((error) => (error.keyword === "additionalProperties" ? [`${error.instancePath}/${meantKey(error) ?? ""}`] : [])));
  const isTypo = ({ keyword, instancePath, params }: ErrorObject) =>
    keyword === "required" && mistyped.has(`${instancePath}/${String(params["missingProperty"])}`);
  const told = errors.filter((error) => !isTypo(error) && !isToldOtherwise(error, errors));
  return told.flatMap((error) => breachOf(withChoices(error, errors), [...base, ...pointerPath(error.instancePath, value)]) ?? []);
}

/** A list, a map or nothing where one of a few words belongs is of the wrong type; any other value is none of these words. Either is one mistake. */
function isToldOtherwise(error: ErrorObject, errors: readonly ErrorObject[]): boolean {
  // The one value there may be says what type it has.
  if (error.keyword === "type" && errors.some((other) => other.keyword === "const" && isOfSameSchema(other, error))) return true;
  const partner = { type: "enum", enum: "type" }[error.keyword];
  if (partner === undefined || !errors.some((other) => other.keyword === partner && isOfSameSchema(other, error))) return false;
  return (typeof error.data === "object") === (error.keyword === "enum");
}

/** What an error of type needs to name the words that belong there. */
function withChoices(error: ErrorObject, errors: readonly ErrorObject[]): ErrorObject {
  const choices = error.keyword === "type" ? errors.find((other) => other.keyword === "enum" && isOfSameSchema(other, error)) : undefined;
  return choices === undefined ? error : { ...error, params: { ...error.params, ...choices.params } };
}

function isOfSameSchema(a: ErrorObject, b: ErrorObject): boolean {
  const schema = ({ schemaPath }: ErrorObject) => schemaPath.slice(0, schemaPath.lastIndexOf("/"));
  return a.instancePath === b.instancePath && schema(a) === schema(b);
}

function breachOf(error: ErrorObject, path: DocumentPath): Breach | undefined {
  const translate = translations[error.keyword];
  return translate === undefined
    ? { rule: error.keyword.toLowerCase(), path, message: `${subject(path)} ${error.message ?? "is not allowed"}.` }
    : translate(error, path);
}

type Translate = (error: ErrorObject, path: DocumentPath) => Breach | undefined;

const translations: { readonly [keyword: string]: Translate | undefined } = {
  additionalProperties: unknownKey,
  required: ({ params, parentSchema, data }, path) => {
    const key = String(params["missingProperty"]);
    const written = mistypedTag(key, parentSchema, data);
    if (written !== undefined)
      return {
        rule: "unknown-key",
        path: [...path, written],
        onKey: true,
        message: `${subject(path)} needs the key \`${key}\`; there is no key \`${written}\`.`,
        hint: `Did you mean \`${key}\`?`,
      };
    const description = (parentSchema?.["properties"] as Record<string, { description?: string } | undefined> | undefined)?.[key]?.description;
    return {
      rule: "missing-key",
      path,
      onKey: true,
      message: `${path.length === 0 ? "The file" : `\`${pathText(path)}\``} needs the key \`${key}\`.`,
      ...(description === undefined ? {} : { hint: description }),
    };
  },
  type: ({ params, data, parentSchema }, path) => ({
    rule: "wrong-type",
    path,
    message: `${subject(path)} must be ${typeWords(params["type"])}, not ${wordFor(data)}.`,
    ...typeHint(params["type"], data),
    ...choicesHint(params["allowedValues"]),
    ...keysHint(parentSchema, data, path),
  }),
  enum: ({ params, data }, path) => unknownValue(data, params["allowedValues"] as unknown[], path),
  const: ({ params, data }, path) => unknownValue(data, [params["allowedValue"]], path),
  discriminator: unknownKind,
  pattern: ({ data, parentSchema }, path) => breachOfPattern(String(data), parentSchema, path, subject(path)),
  minLength: ({ params }, path) => ({
    rule: "too-short",
    path,
    message: params["limit"] === 1 ? `${subject(path)} must not be empty.` : `${subject(path)} must have at least ${params["limit"]} characters.`,
  }),
  maxLength: ({ params }, path) => ({ rule: "too-long", path, message: `${subject(path)} may have at most ${params["limit"]} characters.` }),
  minItems: ({ params }, path) => ({
    rule: "too-few",
    path,
    message: params["limit"] === 1 ? `${subject(path)} must not be an empty list.` : `${subject(path)} must have at least ${params["limit"]} entries.`,
  }),
  maxItems: ({ params }, path) => ({ rule: "too-many", path, message: `${subject(path)} may have at most ${params["limit"]} entries.` }),
  minProperties: ({ params }, path) => ({
    rule: "too-few",
    path,
    message: `${subject(path)} must have at least ${params["limit"]} ${params["limit"] === 1 ? "key" : "keys"}.`,
  }),
  maxProperties: ({ params }, path) => ({
    rule: "too-many",
    path,
    message: params["limit"] === 1 ? `${subject(path)} may have only one key.` : `${subject(path)} may have at most ${params["limit"]} keys.`,
  }),
  // What the schema behind it found is said already.
  if: () => undefined,
  uniqueItems: ({ params }, path) => {
    const [first, second] = [Number(params["i"]), Number(params["j"])].sort((a, b) => a - b) as [number, number];
    return {
      rule: "duplicate-entry",
      path: [...path, second],
      message: `${subject(path)} says the same twice: entries ${first + 1} and ${second + 1}.`,
      hint: "Remove one of them.",
    };
  },
  minimum: outOfRange,
  maximum: outOfRange,
  exclusiveMinimum: outOfRange,
  exclusiveMaximum: outOfRange,
};

const propertyNames = (schema: object | undefined): string[] => Object.keys((schema as { properties?: object } | undefined)?.properties ?? {});

/** The key that was meant by an unknown one. */
const meantKey = ({ params, parentSchema }: ErrorObject): string | undefined => meantBy(String(params["additionalProperty"]), propertyNames(parentSchema));

/** What other tools call the same. */
const elsewhere = new Map([
  ["apiKey", "api_key_env"],
  ["api_key", "api_key_env"],
  ["assert", "assertions"],
  ["input", "inputs"],
  ["metadata", "tags"],
  ["repeat", "epochs"],
  ["tests", "cases"],
  ["variables", "inputs"],
  ["vars", "inputs"],
]);

function meantBy(key: string, known: readonly string[]): string | undefined {
  const word = elsewhere.get(key);
  if (word !== undefined) return known.includes(word) ? word : undefined;
  return nearest(key, known);
}

function unknownKey({ params, parentSchema }: ErrorObject, path: DocumentPath): Breach {
  const key = String(params["additionalProperty"]);
  const at = [...path, key];
  const known = propertyNames(parentSchema);
  const [pattern] = Object.keys((parentSchema?.["patternProperties"] as object | undefined) ?? {});
  if (known.length === 0 && pattern !== undefined)
    return { ...breachOfPattern(key, { pattern }, at, `The name \`${key}\``), rule: "invalid-name", onKey: true };
  const meant = meantBy(key, known);
  return {
    rule: "unknown-key",
    path: at,
    onKey: true,
    message: `${path.length === 0 ? "The file" : `\`${pathText(path)}\``} has no key \`${key}\`.`,
    hint: meant === undefined ? (known.length === 0 ? "It may have none." : `It may have: ${known.join(", ")}.`) : meantHint(key, meant),
  };
}

function meantHint(key: string, meant: string): string {
  // Whoever writes this means to put the key itself there.
  const isKey = /^api_?key$/i.test(key) && meant === "api_key_env";
  return `Did you mean \`${meant}\`?${isKey ? " Keys come from the environment: it is the variable's name." : ""}`;
}

function unknownValue(data: unknown, allowed: readonly unknown[], path: DocumentPath): Breach {
  const meant =
    typeof data === "string"
      ? nearest(
          data,
          allowed.filter((word) => typeof word === "string"),
        )
      : undefined;
  // As a text the same: `"1"` for the number 1.
  const same = allowed.find((word) => typeof word !== typeof data && String(word) === String(data));
  if (same !== undefined)
    return {
      rule: "wrong-type",
      path,
      message: `${subject(path)} must be the ${typeof same} ${String(same)}, not ${wordFor(data)}.`,
      hint: typeof same === "string" ? `Quote it: "${same}".` : `Write it without quotes: ${String(same)}.`,
    };
  return {
    rule: "unknown-value",
    path,
    message: `${subject(path)} cannot be \`${shown(data)}\`.`,
    hint: meant === undefined ? choiceOf(allowed) : `Did you mean \`${meant}\`?`,
  };
}

/** The tag of a discriminated object names no kind there is. A missing tag is already reported as a missing key. */
function unknownKind({ params, parentSchema, data }: ErrorObject, path: DocumentPath): Breach | undefined {
  const tag = String(params["tag"]);
  if (typeof data !== "object" || data === null || !Object.hasOwn(data, tag)) return undefined;
  const variants = (parentSchema?.["oneOf"] as readonly { properties: Record<string, { const?: unknown }> }[] | undefined) ?? [];
  const kinds = variants.map(({ properties }) => properties[tag]?.const);
  const written: unknown = params["tagValue"];
  const breach = unknownValue(written, kinds, [...path, tag]);
  if (tag !== "type") return breach;
  const hint = typeof written === "string" ? writtenHere(written, kinds.map(String)) : undefined;
  return { ...breach, rule: "unknown-assertion", message: `There is no assertion \`${shown(written)}\`.`, ...(hint === undefined ? {} : { hint }) };
}

/** Of an object whose kind is missing no other key is checked; a key like the tag is what was meant. */
function mistypedTag(tag: string, schema: object | undefined, data: unknown): string | undefined {
  if (schema === undefined || !("discriminator" in schema) || typeof data !== "object" || data === null) return undefined;
  const variants = (schema as { oneOf?: readonly object[] }).oneOf ?? [];
  const known = new Set(variants.flatMap(propertyNames));
  return nearest(
    tag,
    Object.keys(data).filter((key) => !known.has(key)),
  );
}

function outOfRange({ params }: ErrorObject, path: DocumentPath): Breach {
  const words: { readonly [comparison: string]: string } = { ">=": "at least", "<=": "at most", ">": "more than", "<": "less than" };
  return { rule: "out-of-range", path, message: `${subject(path)} must be ${words[String(params["comparison"])] ?? ""} ${params["limit"]}.` };
}

const subject = (path: DocumentPath): string => (path.length === 0 ? "The file" : `\`${pathText(path)}\``);

const names: { readonly [type: string]: string } = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map of keys",
  null: "empty",
};

function typeWords(types: unknown): string {
  return [types]
    .flat()
    .map((type) => names[String(type)] ?? String(type))
    .join(" or ");
}

function wordFor(data: unknown): string {
  if (data === null) return "empty";
  if (Array.isArray(data)) return "a list";
  if (typeof data === "object") return "a map of keys";
  return typeof data === "string" ? "a text" : `\`${JSON.stringify(data)}\``;
}

function typeHint(types: unknown, data: unknown): { hint?: string } {
  const wanted = [types].flat();
  const wantsText = wanted.includes("string");
  if (wanted.includes("boolean") && typeof data === "string") {
    const [yes, no] = [/^(?:yes|y|on|true|1)$/i.test(data), /^(?:no|n|off|false|0)$/i.test(data)];
    if (yes || no) return { hint: `Write \`${String(yes)}\`; \`${data}\` is a text.` };
  }
  if ((wanted.includes("number") || wanted.includes("integer")) && typeof data === "string" && data.trim() !== "" && Number.isFinite(Number(data)))
    return { hint: `Write it without quotes: ${data.trim()}.` };
  return wantsText && (typeof data === "number" || typeof data === "boolean") ? { hint: `Quote it: "${String(data)}".` } : {};
}

/** Which words belong where something else was written that cannot be one. */
function choicesHint(allowed: unknown): { hint?: string } {
  return Array.isArray(allowed) ? { hint: choiceOf(allowed) } : {};
}

function choiceOf(allowed: readonly unknown[]): string {
  return `It ${allowed.length === 1 ? "must be" : "is one of"} ${allowed.map((word) => `\`${String(word)}\``).join(", ")}.`;
}

/** Where a map belongs and a word was written: the key that takes this word, else which keys there are. */
function keysHint(schema: object | undefined, data: unknown, path: DocumentPath): { hint?: string } {
  const keys = (schema as { properties?: Readonly<Record<string, { enum?: readonly unknown[] }>> } | undefined)?.properties ?? {};
  const names = Object.keys(keys);
  const name = path.at(-1);
  if (names.length === 0 || typeof name !== "string" || typeof data === "object") return {};
  const taking = names.find((key) => keys[key]?.enum?.includes(data));
  return { hint: taking === undefined ? `Its keys are ${names.map((key) => `\`${key}\``).join(", ")}.` : `Write \`${name}: { ${taking}: ${shown(data)} }\`.` };
}

function shown(data: unknown): string {
  const text = typeof data === "string" ? data : (JSON.stringify(data) ?? String(data));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
