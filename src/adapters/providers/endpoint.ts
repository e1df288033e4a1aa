import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Embedding, ModelResponse } from "../../core/model-call/response.ts";
import type { Json } from "../../core/model/shape.ts";
import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EnvironmentVariables } from "../../ports/environment.ts";
import type { Turn } from "../../ports/provider.ts";
import type { Random } from "../../ports/random.ts";

export interface ProviderPorts {
  /** Where rules files are read. */
  readonly source: DocumentSource;
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: EnvironmentVariables;
}

export interface EmbeddingRequest {
  /** The model's name at the provider. */
  readonly model: string;
  readonly texts: readonly string[];
}

/** What one attempt gave. `latencyMs` and `attempts` only where they are not what happened here. */
export type Answer = Omit<ModelResponse, "latencyMs" | "attempts"> & Partial<Pick<ModelResponse, "latencyMs" | "attempts">>;

/** What one attempt at an embedding gave. */
export type Vectors = Omit<Embedding, "latencyMs" | "attempts"> & { readonly latencyMs?: number };

/** What a kind of provider has to bring: one attempt. Retries, timeouts and records of them are the same for all kinds. */
export interface Endpoint {
  /** What, beside the request, decides an answer. No secrets. */
  readonly identity: Readonly<Record<string, Json>>;
  /** Why every attempt would fail here: keys that are not set, or cannot be sent. Absent where none is needed. */
  readonly unready?: () => readonly PromptopsError[];
  /**
   * One attempt, ended by `signal`. @param turn For places that know answers to the same question apart, or what a call belongs to.
   * @throws ProviderError when it gave no answer, PromptopsError when the user has to change something first.
   */
  ask(request: ModelRequest, signal: AbortSignal, turn: Turn): Promise<Answer>;
  /** One attempt to turn texts into vectors; absent where the kind cannot. @throws as `ask` does. */
  embed?(question: EmbeddingRequest, signal: AbortSignal): Promise<Vectors>;
}
