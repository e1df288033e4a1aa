import { Ajv, type CodeOptions, type ValidateFunction } from "ajv";
import { releaseRecords, type ReleaseRecordKind } from "./release-records.ts";

const compiled = new Map<ReleaseRecordKind, ValidateFunction>();
let engine: Ajv | undefined;

/**
 * The validator of a kind of record, compiled when first asked for. The build puts code in this module's place that was compiled then
 * (`scripts/compiled-validators.ts`): who asks what is live reads a record for each prompt and environment.
 */
export function recordValidator(kind: ReleaseRecordKind): (value: unknown) => boolean {
  engine ??= recordsEngine();
  const validate = compiled.get(kind) ?? engine.compile(releaseRecords[kind]);
  compiled.set(kind, validate);
  return validate;
}

/** A record is right or it is not: where it is wrong is nobody's question. */
export function recordsEngine(code: CodeOptions = { optimize: false }): Ajv {
  return new Ajv({ allowUnionTypes: true, strictTypes: false, strictRequired: false, validateSchema: false, inlineRefs: false, code });
}
