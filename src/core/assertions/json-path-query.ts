import { PromptopsError } from "../errors/promptops-error.ts";
import type { Json } from "../model/shape.ts";
import { beyondLimits } from "./beyond-limits.ts";
import { countedJson } from "./counted-json.ts";
import { jsonPathFunctions } from "./json-path-functions.ts";
import { linearPattern } from "./linear-pattern.ts";

/** Looks that one query may take at parts of the answer; one value takes up to four. */
const mostLooks = 1e6;
/** As deep as `..` goes: every level costs each value below it a step. */
const descent = 100;

/** Finds values in JSON, in their order. @throws PromptopsError `beyond-limits` when it would take too long. */
export type JsonPathQuery = (json: Json) => Json[];

const compiled = new Map<string, Promise<JsonPathQuery>>();

/**
 * A JSONPath of RFC 9535 ready to be asked. Looks at the answer are counted, since a path with several `..` or with filters that look
 * elsewhere may take any time, and patterns are RE2's.
 * @throws PromptopsError `invalid-assertion` when the path is none.
 */
export function jsonPathQuery(path: string): Promise<JsonPathQuery> {
  const ready = compiled.get(path) ?? compile(path);
  compiled.set(path, ready);
  return ready;
}

async function compile(path: string): Promise<JsonPathQuery> {
  // In the bundle a CommonJS module has its default export alone.
  const [{ default: jsonP3 }, { RE2JS }] = await Promise.all([import("json-p3"), import("re2js")]);
  const { JSONPathEnvironment, JSONPathError, JSONPathRecursionLimitError, jsonpath } = jsonP3;
  let left = 0;
  const look = (parts: number) => {
    left -= parts;
    if (left < 0) throw beyondLimits("json-path", `looking at its parts more than ${mostLooks} times for ${path}`);
  };
  const environment = new JSONPathEnvironment({ maxRecursionDepth: descent });
  for (const [name, replace] of Object.entries(jsonPathFunctions(RE2JS, look))) {
    const usual = environment.functionRegister.get(name);
    if (usual !== undefined) environment.functionRegister.set(name, { ...usual, call: replace((...args) => usual.call(...args)) });
  }
  // A pattern that is none would quietly match nothing: those written in the path are looked at now.
  const patterns: string[] = [];
  const checkTypes = environment.checkWellTypedness.bind(environment);
  environment.checkWellTypedness = (token, args) => {
    const pattern = args[1];
    if (pattern instanceof jsonpath.expressions.StringLiteral) patterns.push(pattern.value);
    return checkTypes(token, args);
  };
  try {
    const query = environment.compile(path);
    await Promise.all(patterns.map((pattern) => linearPattern(pattern)));
    return (json) => {
      left = mostLooks;
      const { counted, plain } = countedJson(look);
      try {
        return Array.from(query.lazyQuery(counted(json) as never), ({ value }) => plain(value as Json));
      } catch (error) {
        if (!(error instanceof JSONPathRecursionLimitError || error instanceof RangeError)) throw error;
        throw beyondLimits("json-path", `descending more than ${descent} levels for ${path}`);
      }
    };
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw new PromptopsError("invalid-assertion", `The \`path\` ${JSON.stringify(path)} is no JSONPath of RFC 9535: ${error.message}.`, {
      hint: "A path begins with `$`: `$.items[0].name`, `$..price`, `$.items[?@.price < 10]`.",
      cause: error,
    });
  }
}
