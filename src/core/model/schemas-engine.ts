import { Ajv, type CodeOptions, type Options } from "ajv";
import formats from "ajv-formats";

/** What users write is checked as it is, and told of in all its places. */
const options: Options = {
  allErrors: true,
  verbose: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  addUsedSchema: false,
  // Whoever compiles one looks first whether it is one.
  validateSchema: false,
  logger: false,
};

/** An engine for JSON Schemas (draft-07) that users write. */
export function schemasEngine(code: CodeOptions = { optimize: false }): Ajv {
  return formats.default(new Ajv({ ...options, code }));
}
