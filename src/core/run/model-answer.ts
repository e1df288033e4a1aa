import type { Reason } from "../ledger/record-parts.ts";
import type { ModelResponse } from "../model-call/response.ts";

/** One answer as it is made durable, secrets blanked out. */
export interface ModelAnswer {
  /** When it came, as records write it. */
  readonly at: string;
  readonly response: ModelResponse;
  /** Absent when the price is not known. */
  readonly cost_nano_usd?: number;
  /** Texts in it that were changed. */
  readonly redactions: number;
  /** What the guards of web search and untrusted text had to say. */
  readonly findings: readonly Reason[];
  /** Why it must not be used, where a guard says so. */
  readonly breach?: Reason;
}
