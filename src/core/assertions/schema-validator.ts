import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { PromptopsError } from "../errors/promptops-error.ts";
import type { Json } from "../model/shape.ts";

type Schema = { readonly [keyword: string]: Json };

/** By the schema's own object: the same assertion checks many answers, and compiling is the dear part. */
const compiled = new WeakMap<Schema, ValidateFunction>();
let ajv: Ajv | undefined;

/** @throws PromptopsError `invalid-assertion` when the schema is none; an unknown keyword is a typing mistake. */
export function schemaValidator(schema: Schema): ValidateFunction {
  const ready = compiled.get(schema);
  if (ready !== undefined) return ready;
  try {
    ajv ??= formats.default(new Ajv({ strictTypes: false, strictTuples: false, strictRequired: false, addUsedSchema: false, logger: false }));
    const made = ajv.compile(schema);
    compiled.set(schema, made);
    return made;
  } catch (error) {
    const fault = error instanceof Error ? error.message.replace(/^strict mode: /, "") : String(error);
    throw new PromptopsError("invalid-assertion", `The \`schema\` of a \`json-schema\` assertion is no JSON Schema: ${fault}.`, { cause: error });
  }
}
