import { isDeepStrictEqual } from "node:util";
import type { Schema } from "./interface-of.ts";

/** One difference between two JSON Schemas: do fewer values fit now, or more, or can nobody tell? */
export interface SchemaChange {
  readonly effect: "narrowed" | "widened" | "unclear";
  /** A property that was not described before; what readers know how to ignore. */
  readonly addsProperty: boolean;
  /** `items.price`, or the empty text for the schema itself. */
  readonly path: string;
  /** "`maxLength` went from 100 to 50" */
  readonly what: string;
}

const lowerLimits = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"];
const upperLimits = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"];
const understood = new Set(["type", "enum", "const", "required", "properties", "additionalProperties", "items", ...lowerLimits, ...upperLimits]);

/**
 * How a schema changed, keyword by keyword. Keywords without a simple order (`pattern`, `anyOf`, `$ref` …) narrow when they come,
 * widen when they go, and are unclear when they change.
 */
export function schemaChanges(before: Schema, after: Schema, path = ""): SchemaChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  const say: Say = (effect, what, at = path, addsProperty = false) => ({ effect, addsProperty, path: at, what });
  return [
    ...setChange(typesOf(before), typesOf(after), "`type`", say),
    ...setChange(valuesOf(before), valuesOf(after), "the allowed values", say),
    ...limitChanges(before, after, say),
    ...propertyChanges(before, after, path, say),
    ...innerChanges(before["items"], after["items"], "`items`", `${path}[]`, say),
    ...(isClosed(before) || isClosed(after)
      ? []
      : innerChanges(before["additionalProperties"], after["additionalProperties"], "`additionalProperties`", `${path}.*`, say)),
    ...otherChanges(before, after, say),
  ];
}

type Say = (effect: SchemaChange["effect"], what: string, at?: string, addsProperty?: boolean) => SchemaChange;

function setChange(before: ReadonlySet<string> | undefined, after: ReadonlySet<string> | undefined, what: string, say: Say): SchemaChange[] {
  if (before === undefined || after === undefined)
    return before === after ? [] : [say(before === undefined ? "narrowed" : "widened", `${what} ${before === undefined ? "became limited" : "became free"}`)];
  const removed = [...before].filter((each) => !after.has(each));
  const added = [...after].filter((each) => !before.has(each));
  if (removed.length > 0 && added.length > 0) return [say("unclear", `${what} lost ${removed.join(", ")} and gained ${added.join(", ")}`)];
  if (removed.length > 0) return [say("narrowed", `${what} lost ${removed.join(", ")}`)];
  return added.length > 0 ? [say("widened", `${what} gained ${added.join(", ")}`)] : [];
}

/** Undefined = any. An integer is a number too. */
function typesOf({ type }: Schema): Set<string> | undefined {
  if (type === undefined) return undefined;
  const types = new Set((Array.isArray(type) ? type : [type]).map(String));
  return types.has("number") ? types.add("integer") : types;
}

function valuesOf(schema: Schema): Set<string> | undefined {
  if ("const" in schema) return new Set([JSON.stringify(schema["const"])]);
  return Array.isArray(schema["enum"]) ? new Set(schema["enum"].map((value) => JSON.stringify(value))) : undefined;
}

function limitChanges(before: Schema, after: Schema, say: Say): SchemaChange[] {
  return [...lowerLimits, ...upperLimits].flatMap((keyword) => {
    const none = lowerLimits.includes(keyword) ? -Infinity : Infinity;
    const [old, now] = [before, after].map((schema) => (typeof schema[keyword] === "number" ? schema[keyword] : none)) as [number, number];
    if (old === now) return [];
    const narrowed = lowerLimits.includes(keyword) ? now > old : now < old;
    return [
      say(
        narrowed ? "narrowed" : "widened",
        `\`${keyword}\` ${Math.abs(old) === Infinity ? `of ${now} was added` : Math.abs(now) === Infinity ? `of ${old} was removed` : `went from ${old} to ${now}`}`,
      ),
    ];
  });
}

function propertyChanges(before: Schema, after: Schema, path: string, say: Say): SchemaChange[] {
  const [old, now] = [before, after].map(({ properties }) => (isSchema(properties) ? properties : {})) as [Schema, Schema];
  const [needed, needs] = [before, after].map(({ required }) => new Set(Array.isArray(required) ? required.map(String) : [])) as [Set<string>, Set<string>];
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  const changes: SchemaChange[] = [];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now), ...needed, ...needs])) {
    const isNew = !(name in old) && !needed.has(name);
    if (isNew) changes.push(say(needs.has(name) ? "narrowed" : "widened", needs.has(name) ? "was added and is required" : "was added", at(name), true));
    else if (!(name in now) && !needs.has(name)) changes.push(say("narrowed", "was removed", at(name)));
    else {
      if (needs.has(name) !== needed.has(name))
        changes.push(say(needs.has(name) ? "narrowed" : "widened", needs.has(name) ? "became required" : "is not required any more", at(name)));
      const [was, is] = [old[name], now[name]];
      changes.push(...schemaChanges(isSchema(was) ? was : {}, isSchema(is) ? is : {}, at(name)));
    }
  }
  if (isClosed(before) !== isClosed(after))
    changes.push(say(isClosed(after) ? "narrowed" : "widened", isClosed(after) ? "other properties became forbidden" : "other properties became allowed"));
  return changes;
}

/** A schema inside a schema, where absent and `true` mean anything. */
function innerChanges(before: unknown, after: unknown, keyword: string, path: string, say: Say): SchemaChange[] {
  if (isSchema(before) && isSchema(after)) return schemaChanges(before, after, path);
  if (isDeepStrictEqual(before, after)) return [];
  const anything = (value: unknown) => value === undefined || value === true;
  return [say(anything(before) ? "narrowed" : anything(after) ? "widened" : "unclear", `${keyword} changed`)];
}

function otherChanges(before: Schema, after: Schema, say: Say): SchemaChange[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (keyword) => !understood.has(keyword) && !isDeepStrictEqual(before[keyword], after[keyword]),
  );
  return keywords.map((keyword) => {
    if (!(keyword in before)) return say("narrowed", `\`${keyword}\` was added`);
    return keyword in after ? say("unclear", `\`${keyword}\` changed`) : say("widened", `\`${keyword}\` was removed`);
  });
}

function isClosed(schema: Schema): boolean {
  return schema["additionalProperties"] === false;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
