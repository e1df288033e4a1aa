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
  /** No connection came about. */
  readonly unsent: boolean;
  /** The most that its attempts may have cost all the same, billionths of a US dollar; undefined when nobody looked, or the price is not known. */
  readonly mayCostNanoUsd: number | undefined;

  /** @param sentence What happened, without any secret. */
  constructor(
    kind: ProviderErrorKind,
    provider: string,
    sentence: string,
    details: {
      status?: number;
      retryAfterMs?: number;
      attempts?: readonly Attempt[];
      unsent?: boolean;
      mayCostNanoUsd?: number;
      cause?: unknown;
    } = {},
  ) {
    super(sentence, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ProviderError";
    this.kind = kind;
    this.provider = provider;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.attempts = details.attempts ?? [];
    this.unsent = details.unsent ?? false;
    this.mayCostNanoUsd = details.mayCostNanoUsd;
  }

  /** The same failure, with a sentence more. */
  advised(sentence: string): ProviderError {
    const { kind, provider, message, status, retryAfterMs, attempts, unsent, mayCostNanoUsd } = this;
    return new ProviderError(kind, provider, `${message} ${sentence}`, {
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      attempts,
      unsent,
      ...(mayCostNanoUsd === undefined ? {} : { mayCostNanoUsd }),
      cause: this,
    });
  }

  /** The same failure, with the most that its attempts may have cost: billionths of a US dollar. */
  mayCost(mayCostNanoUsd: number): ProviderError {
    const { kind, provider, message, status, retryAfterMs, attempts, unsent, cause } = this;
    return new ProviderError(kind, provider, message, {
      ...(status === undefined ? {} : { status }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      attempts,
      unsent,
      mayCostNanoUsd,
      cause,
    });
  }
}
