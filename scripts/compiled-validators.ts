import type { Ajv, ValidateFunction } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { Plugin } from "esbuild";
import { documentsEngine } from "../src/core/model/document-validator.ts";
import { metaSchemaOf } from "../src/core/model/schema-validator.ts";
import { schemasEngine } from "../src/core/model/schemas-engine.ts";
import { documentSchemas } from "../src/core/model/documents.ts";
import { requiring } from "./late-path.ts";
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
  [/\/core\/model\/document-validator\.ts$/, documentsModule],
  [/\/core\/release\/record-validator\.ts$/, () => kindsModule("recordValidator", recordsEngine({ source: true, esm: true }), releaseRecords)],
  [/\/core\/model\/schema-validator\.ts$/, schemaModule],
];

/**
 * A module that exports `documentValidator` as `src/core/model/document-validator.ts` does. Whether a document has its shape takes a fifth of
 * the code that it takes to say what is wrong with it, and nearly every document has: the rest is a late file.
 */
function documentsModule(): string {
  const engine = documentsEngine({ source: true, esm: true, lines: true }, { allErrors: false, verbose: false, messages: false });
  return `${kindsModule("hasShape", engine, bare(documentSchemas) as typeof documentSchemas, withoutErrors)}
let whole;
const made = {};
export const documentValidator = (kind) => made[kind] ??= Object.assign((value) => {
  const validate = made[kind];
  validate.errors = null;
  if (hasShape(kind)(value)) return true;
  const says = (whole ??= ${requiring("documents")}).documentValidator(kind);
  const right = says(value);
  validate.errors = says.errors;
  return right;
}, { errors: null });
`;
}

/** What the late file `documents` has: validators that say everything that is wrong. */
export function wholeDocumentValidators(): string {
  return kindsModule("documentValidator", documentsEngine({ source: true, esm: true }), documentSchemas);
}

/** Validators that say no without a reason. */
function withoutErrors(code: string): string {
  return code.replaceAll(/^(validate\d+\.errors) = \[\{.*\}\];$/gm, "$1 = [0];").replaceAll(/^const (err\d+) = \{.*\};$/gm, "const $1 = 0;");
}

/** Schemas without their descriptions. */
function bare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== "object" || schema === null) return schema;
  const told = Object.entries(schema).filter(([key, value]) => key !== "description" || typeof value !== "string");
  return Object.fromEntries(told.map(([key, value]) => [key, bare(value)]));
}

/** A module that exports a function from kinds to their validators, as `document-validator.ts` and `record-validator.ts` do. */
function kindsModule(name: string, engine: Ajv, schemas: Readonly<Record<string, object>>, changed = (code: string) => code): string {
  const kinds = Object.keys(schemas);
  for (const [kind, schema] of Object.entries(schemas)) engine.addSchema(schema, kind);
  for (const kind of kinds) compileAtOnce(engine.getSchema(kind)?.source);
  const code = standalone.default(engine, Object.fromEntries(kinds.map((kind) => [kind, kind])));
  return `${changed(namesLast(code))}\nexport const ${name} = (kind) => validators[kind];\n`;
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
