import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { PromptopsError } from "../errors/promptops-error.ts";
import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: Json };

/** By the schema's own object: the same assertion checks many answers, and compiling is the dear part. */
const compiled = new WeakMap<Schema, Promise<ValidateFunction>>();
let engine: Promise<Ajv> | undefined;

/**
 * The validator of a JSON Schema (draft-07). Its patterns are RE2's, so that no answer can make it hang, and only an object's own keys count.
 * @throws PromptopsError `invalid-assertion` when the schema is none; an unknown keyword is a typing mistake.
 */
export function schemaValidator(schema: Schema): Promise<ValidateFunction> {
  const ready = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, ready);
  return ready;
}

async function compile(schema: Schema): Promise<ValidateFunction> {
  const ajv = await (engine ??= makeEngine());
  try {
    return ajv.compile(schema);
  } catch (error) {
    const fault = error instanceof Error ? error.message.replace(/^strict mode: /, "") : String(error);
    throw new PromptopsError("invalid-assertion", `The \`schema\` of the assertion is no JSON Schema: ${fault}.`, { cause: error });
  } finally {
    // Another schema may have the same name.
    if (typeof schema["$id"] === "string") ajv.removeSchema(schema["$id"]);
  }
}

async function makeEngine(): Promise<Ajv> {
  const { RE2JS } = await import("re2js");
  const patterns = (pattern: string) => {
    try {
      const compiled = RE2JS.compile(pattern);
      // ajv tells patterns apart by their text.
      return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
    } catch (error) {
      throw new Error(`RE2 does not take the pattern ${JSON.stringify(pattern)}`, { cause: error });
    }
  };
  const regExp = Object.assign(patterns, { code: "linearPattern" });
  const ajv = new Ajv({ strictTypes: false, strictTuples: false, strictRequired: false, ownProperties: true, logger: false, code: { regExp } });
  // The package's pattern for it takes quadratic time.
  return formats.default(ajv).addFormat("url", (text) => /^(?:https?|ftp):\/\//i.test(text) && URL.canParse(text));
}
