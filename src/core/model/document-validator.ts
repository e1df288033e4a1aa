import { Ajv, type ValidateFunction } from "ajv";
import { documentSchemas, type DocumentKind } from "./documents.ts";

const compiled = new Map<DocumentKind, ValidateFunction>();
let engine: Ajv | undefined;

/** The validator of a kind of document, compiled when first asked for. */
export function documentValidator(kind: DocumentKind): ValidateFunction {
  const validate = compiled.get(kind) ?? documents().compile(documentSchemas[kind]);
  compiled.set(kind, validate);
  return validate;
}

/** Every command waits for this, so what only costs time is off: our own schemas are known to be schemas, and optimizing takes as long as compiling. */
function documents(): Ajv {
  engine ??= new Ajv({
    allErrors: true,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    code: { optimize: false },
  });
  return engine;
}
