import type { PromptopsError } from "../core/errors/promptops-error.ts";
import type { ModelRequest } from "../core/model-call/request.ts";
import type { Wait } from "../core/pacing/pace.ts";
import type { Embedding, ModelResponse } from "../core/model-call/response.ts";

/** What of a call is not its question: which of several answers to it is asked for, and what the call belongs to. */
export interface Turn {
  /** From 1, which it is when absent. */
  readonly epoch?: number;
  /** From 1, which it is when absent. */
  readonly sample?: number;
  /** W3C Trace Context of what the call belongs to; a server that knows it can say which call was whose. */
  readonly traceparent?: string;
}

/** All who ask a provider wait. */
export type ProviderWait = NonNullable<Wait>;

export interface CallOptions extends Turn {
  readonly signal?: AbortSignal;
  /** Told of each wait once, by one of the calls that wait. */
  readonly onWait?: ((wait: ProviderWait) => void) | undefined;
}

/** A place that answers model requests. */
export interface Provider {
  /** The name it has in `.promptops.yml`. */
  readonly name: string;
  /** What, beside the request, decides an answer (kind, API, base URL, rules): part of the cache key and of the model-config digest. No secrets. */
  readonly fingerprint: string;
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /** Its answers were given and paid for before: nothing is spent, and nothing has to be kept again. */
  readonly kept?: true;
  /** Why it cannot be asked here, known without asking: keys that are not set, or cannot be sent. Absent where none is needed. */
  readonly unready?: () => readonly PromptopsError[];
  /**
   * One answer, retries included.
   * @throws ProviderError when there is none, PromptopsError `missing-key`, `unusable-key`.
   */
  call(request: ModelRequest, options?: CallOptions): Promise<ModelResponse>;
  /** Vectors of texts by one of its embedding models; absent where the kind has none. @throws as `call` does. */
  embed?(model: string, texts: readonly string[], options?: CallOptions): Promise<Embedding>;
}

/** Opens a provider of `.promptops.yml` by its name. Needs no key: only calls do. @throws PromptopsError `unknown-provider` … */
export type OpenProvider = (name: string) => Promise<Provider>;
