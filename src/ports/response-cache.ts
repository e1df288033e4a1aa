import type { ModelResponse } from "../core/model-call/response.ts";

export interface KeptAnswer {
  readonly response: ModelResponse;
  /** When it was given, milliseconds since the epoch; to the second, the earlier one. */
  readonly at: number;
}

export interface KeptVector {
  readonly vector: readonly number[];
  /** As of an answer. */
  readonly at: number;
}

/** Answers and vectors by the digest of what was asked. Losing it costs money, never truth. */
export interface ResponseCache {
  get(key: string): KeptAnswer | undefined;
  /** @param at When it was given, milliseconds since the epoch. */
  put(key: string, response: ModelResponse, at: number): void;
  getVector(key: string): KeptVector | undefined;
  /** @param vector Numbers of single precision; more of each is not kept. @param at As of an answer. */
  putVector(key: string, vector: readonly number[], at: number): void;
  close(): void;
}
