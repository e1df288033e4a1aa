import type { Ajv, ValidateFunction } from "ajv";
import { schemasEngine } from "./schemas-engine.ts";

let validator: ValidateFunction | undefined;

/** What tells whether a value is a JSON Schema (draft-07). The build puts code in this module's place that was compiled then (`scripts/compiled-validators.ts`). */
export function schemaValidator(): ValidateFunction {
  return (validator ??= metaSchemaOf(schemasEngine()));
}

/** JSON Schema's own schema, compiled. @param engine One of `schemasEngine`. */
export function metaSchemaOf(engine: Ajv): ValidateFunction {
  const found = engine.getSchema("http://json-schema.org/draft-07/schema");
  if (found === undefined) throw new TypeError("the engine knows draft-07");
  return found as ValidateFunction;
}
