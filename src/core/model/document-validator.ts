import { Ajv, type CodeOptions, type Options, type ValidateFunction } from "ajv";
import { documentSchemas, type DocumentKind } from "./documents.ts";

const compiled = new Map<DocumentKind, ValidateFunction>();
let engine: Ajv | undefined;

/**
 * The validator of a kind of document, compiled when first asked for. The build puts code in this module's place that was compiled
 * then (`scripts/compiled-validators.ts`): every command would wait for it, and it takes longer than checking a thousand documents.
 */
export function documentValidator(kind: DocumentKind): ValidateFunction {
  engine ??= documentsEngine();
  const validate = compiled.get(kind) ?? engine.compile(documentSchemas[kind]);
  compiled.set(kind, validate);
  return validate;
}

/** What only costs time is off: our own schemas are known to be schemas, what they refer to is compiled once, and optimizing takes as long as compiling. */
export function documentsEngine(
  code: CodeOptions = { optimize: false },
  said: Pick<Options, "allErrors" | "verbose" | "messages"> = { allErrors: true, verbose: true },
): Ajv {
  return new Ajv({
    ...said,
    discriminator: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: false,
    inlineRefs: false,
    code,
  });
}
