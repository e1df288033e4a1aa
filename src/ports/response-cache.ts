import type { ModelResponse } from "../core/model-call/response.ts";

/** Answers by request digest. Losing it costs money, never truth. */
export interface ResponseCache {
  get(key: string): ModelResponse | undefined;
  put(key: string, response: ModelResponse): void;
  close(): void;
}
