import type { SchemaResult } from "../core/results/schema.ts";

/** The schema itself, ready to be written to a file; or the list of names. */
export function schemaText({ schemas }: SchemaResult): string {
  const [first] = schemas;
  if (first?.schema !== undefined) return JSON.stringify(first.schema, null, 2);
  const width = Math.max(...schemas.map(({ name }) => name.length));
  return schemas.map(({ name, title }) => `${name.padEnd(width)}  ${title}`).join("\n");
}
