import type { ModelRequest } from "../core/model-call/request.ts";
import type { Embedding, ModelResponse } from "../core/model-call/response.ts";

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** W3C Trace Context of what the call belongs to; a server that knows it can say which call was whose. */
  readonly traceparent?: string;
}

/** A place that answers model requests. */
export interface Provider {
  /** The name it has in `.promptops.yml`. */
  readonly name: string;
  /** What, beside the request, decides an answer (kind, API, base URL, rules): part of the cache key and of the model-config digest. No secrets. */
  readonly fingerprint: string;
  /** How many calls may be under way at once. */
  readonly concurrency: number;
  /**
   * One answer, retries included.
   * @throws ProviderError when there is none, PromptopsError `missing-key`.
   */
  call(request: ModelRequest, options?: CallOptions): Promise<ModelResponse>;
  /** Vectors of texts by one of its embedding models; absent where the kind has none. @throws as `call` does. */
  embed?(model: string, texts: readonly string[], options?: CallOptions): Promise<Embedding>;
}

/** Opens a provider of `.promptops.yml` by its name. Needs no key: only calls do. @throws PromptopsError `unknown-provider` … */
export type OpenProvider = (name: string) => Promise<Provider>;
