import { ProviderError } from "../errors/provider-error.ts";
import type { CaseError } from "./case-result.ts";

/** Why a case has no score, when no provider is to blame. */
export class CaseFailure extends Error {
  readonly kind: "scorer" | "render" | "budget" | "recording";

  constructor(kind: CaseFailure["kind"], sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "CaseFailure";
    this.kind = kind;
  }
}

/** The record of a failure that belongs to one case; undefined for anything else, which concerns the whole evaluation. */
export function caseErrorOf(thrown: unknown): CaseError | undefined {
  if (!(thrown instanceof CaseFailure || thrown instanceof ProviderError)) return undefined;
  return { kind: thrown.kind, message: thrown.message };
}
