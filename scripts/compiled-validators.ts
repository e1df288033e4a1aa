import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "esbuild";
import { documentsEngine } from "../src/core/model/document-validator.ts";
import { metaSchemaOf } from "../src/core/model/schema-validator.ts";
import { schemasEngine } from "../src/core/model/schemas-engine.ts";
import { documentSchemas } from "../src/core/model/documents.ts";

/** Puts the validators of documents and of JSON Schemas into the bundle as code, where the sources compile them at run time. A test holds both to the same errors. */
export const compiledValidators: Plugin = {
  name: "compiled-validators",
  setup(build) {
    build.onLoad({ filter: /\/core\/model\/document-validator\.ts$/ }, ({ path }) => ({
      contents: validatorsModule(),
      resolveDir: path.slice(0, path.lastIndexOf("/")),
    }));
    build.onLoad({ filter: /\/core\/model\/schema-validator\.ts$/ }, ({ path }) => ({
      contents: schemaModule(),
      resolveDir: path.slice(0, path.lastIndexOf("/")),
    }));
  },
};

/** A module that exports `documentValidator` as `src/core/model/document-validator.ts` does. */
function validatorsModule(): string {
  const engine = documentsEngine({ source: true, esm: true });
  const kinds = Object.keys(documentSchemas);
  for (const [kind, schema] of Object.entries(documentSchemas)) engine.addSchema(schema, kind);
  const code = standalone.default(engine, Object.fromEntries(kinds.map((kind) => [kind, kind])));
  return `${code}\nconst validators = { ${kinds.join(", ")} };\nexport const documentValidator = (kind) => validators[kind];\n`;
}

/** A module that exports `schemaValidator` as `src/core/model/schema-validator.ts` does. */
function schemaModule(): string {
  const engine = schemasEngine({ source: true, esm: true });
  return `${standalone.default(engine, metaSchemaOf(engine))}\nexport const schemaValidator = () => validate;\n`;
}
