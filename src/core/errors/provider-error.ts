import type { Attempt } from "../model-call/response.ts";

export type ProviderErrorKind = Exclude<Attempt["outcome"], "answered">;

/** A call that got no answer. An error of an evaluation, never a failed case. */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly provider: string;
  readonly status: number | undefined;
  /** Milliseconds the provider asked to wait. */
  readonly retryAfterMs: number | undefined;
  readonly attempts: readonly Attempt[];

  /** @param sentence What happened, without any secret. */
  constructor(
    kind: ProviderErrorKind,
    provider: string,
    sentence: string,
    details: { status?: number; retryAfterMs?: number; attempts?: readonly Attempt[]; cause?: unknown } = {},
  ) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ProviderError";
    this.kind = kind;
    this.provider = provider;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.attempts = details.attempts ?? [];
  }
}
