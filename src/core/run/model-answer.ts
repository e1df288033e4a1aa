import type { ModelResponse } from "../model-call/response.ts";

/** One answer as it is made durable, secrets blanked out. */
export interface ModelAnswer {
  /** When it came, as records write it. */
  readonly at: string;
  readonly response: ModelResponse;
  /** Absent when the price is not known. */
  readonly cost_nano_usd?: number;
  /** Its findings, where a guard looked at it. */
  readonly redactions: number;
}
