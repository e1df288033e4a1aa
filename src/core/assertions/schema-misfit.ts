import type { Json } from "../model/shape.ts";
import { schemaValidator } from "./schema-validator.ts";

/** Where and why a value does not fit a JSON Schema; undefined when it does. @throws PromptopsError `invalid-assertion` when the schema is none. */
export async function schemaMisfit(schema: { readonly [keyword: string]: Json }, value: Json, subject: string): Promise<string | undefined> {
  const validate = await schemaValidator(schema);
  if (validate(value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath.slice(0, 120) || subject} ${error?.message ?? "does not fit the schema"}`;
}
