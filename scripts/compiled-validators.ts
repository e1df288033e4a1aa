import type { Ajv, ValidateFunction } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "esbuild";
import { documentsEngine } from "../src/core/model/document-validator.ts";
import { metaSchemaOf } from "../src/core/model/schema-validator.ts";
import { schemasEngine } from "../src/core/model/schemas-engine.ts";
import { documentSchemas } from "../src/core/model/documents.ts";
import { recordsEngine } from "../src/core/release/record-validator.ts";
import { releaseRecords } from "../src/core/release/release-records.ts";

/** Puts the validators of documents, of JSON Schemas and of the release log's records into the bundle as code, where the sources compile them at run time. A test holds both to the same errors. */
export const compiledValidators: Plugin = {
  name: "compiled-validators",
  setup(build) {
    for (const [filter, contents] of modules)
      build.onLoad({ filter }, ({ path }) => ({ contents: contents(), resolveDir: path.slice(0, path.lastIndexOf("/")) }));
  },
};

/** What each module is replaced by. */
const modules: readonly (readonly [RegExp, () => string])[] = [
  [/\/core\/model\/document-validator\.ts$/, () => kindsModule("documentValidator", documentsEngine({ source: true, esm: true }), documentSchemas)],
  [/\/core\/release\/record-validator\.ts$/, () => kindsModule("recordValidator", recordsEngine({ source: true, esm: true }), releaseRecords)],
  [/\/core\/model\/schema-validator\.ts$/, schemaModule],
];

/** A module that exports a function from kinds to their validators, as `document-validator.ts` and `record-validator.ts` do. */
function kindsModule(name: string, engine: Ajv, schemas: Readonly<Record<string, object>>): string {
  const kinds = Object.keys(schemas);
  for (const [kind, schema] of Object.entries(schemas)) engine.addSchema(schema, kind);
  for (const kind of kinds) compileAtOnce(engine.getSchema(kind)?.source);
  const code = standalone.default(engine, Object.fromEntries(kinds.map((kind) => [kind, kind])));
  return `${namesLast(code)}\nexport const ${name} = (kind) => validators[kind];\n`;
}

/** A module that exports `schemaValidator` as `src/core/model/schema-validator.ts` does. */
function schemaModule(): string {
  const engine = schemasEngine({ source: true, esm: true });
  const validate = metaSchemaOf(engine);
  compileAtOnce(validate.source);
  return `${namesLast(standalone.default(engine, validate))}\nexport const schemaValidator = () => validators.validate;\n`;
}

/**
 * A function in brackets is compiled together with its module (https://v8.dev/blog/preparser#pife), so that Node's compile cache keeps it. One that
 * is compiled when it is first called is compiled anew by every process: of these large ones a fifth of a command's start-up.
 */
function compileAtOnce(source: ValidateFunction["source"]): void {
  if (source === undefined || source.validateCode.startsWith("const ")) return;
  source.validateCode = `const ${source.validateName.str} = (${source.validateCode});\n`;
  for (const names of Object.values<ReadonlySet<{ readonly value?: { readonly ref: unknown } }> | undefined>(source.scopeValues))
    for (const { value } of names ?? []) {
      const { ref } = value ?? {};
      if (typeof ref === "function") compileAtOnce((ref as ValidateFunction).source);
      else if (typeof ref === "object" && ref !== null && "validate" in ref) compileAtOnce((ref.validate as ValidateFunction | undefined)?.source);
    }
}

/** Whatever names a validator does so when all of them are there: what was exported at the top stands in `validators` behind them, and schemas that lead back to themselves look when they are asked. */
function namesLast(code: string): string {
  const names: string[] = [];
  const rest = code
    .replaceAll(/export default validate\d+;/g, "")
    .replaceAll(/export const (\w+) = (validate\d+);/g, (_, kind: string, name: string) => {
      names.push(`${kind}: ${name}`);
      return "";
    })
    .replaceAll(/\{validate: (validate\d+)\}/g, "{ get validate() { return $1; } }");
  return `${rest}\nconst validators = { ${names.join(", ")} };`;
}
