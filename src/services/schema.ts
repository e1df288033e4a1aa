import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { Json } from "../core/model/shape.ts";
import type { SchemaResult } from "../core/results/schema.ts";
import { publishedSchemas } from "../core/schemas/published-schemas.ts";

/** One published JSON Schema, or the names of all. @throws PromptopsError `unknown-schema`. */
export function schema({ name }: { readonly name?: string | undefined }): SchemaResult {
  const all = publishedSchemas();
  if (name === undefined) return { schemas: all.map(({ name, id, title }) => ({ name, id, title })) };
  const found = all.find((published) => published.name === name);
  if (found !== undefined) return { schemas: [{ ...found, schema: found.schema as { readonly [key: string]: Json } }] };
  const names = all.map((published) => published.name);
  const near = nearest(name, names) ?? names.find((other) => other === `results/${name}`);
  throw new PromptopsError("unknown-schema", `There is no schema "${name}".`, near === undefined ? {} : { hint: `Did you mean \`promptops schema ${near}\`?` });
}
