import type { ModelResponse } from "../core/model-call/response.ts";

/** Answers and vectors by the digest of what was asked. Losing it costs money, never truth. */
export interface ResponseCache {
  get(key: string): ModelResponse | undefined;
  put(key: string, response: ModelResponse): void;
  getVector(key: string): readonly number[] | undefined;
  /** @param vector Numbers of single precision; more of each is not kept. */
  putVector(key: string, vector: readonly number[]): void;
  close(): void;
}
