/** `npm run schemas`: writes the JSON Schema of every document and of every result to `schemas/`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { publishedSchemas } from "../src/core/schemas/published-schemas.ts";

rmSync("schemas", { recursive: true, force: true });
for (const { name, schema } of publishedSchemas()) {
  const file = `schemas/${name}.json`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
}
