import type { UntrustedReason } from "./reason-codes.ts";

/** One thing that the safety check says of an answer; the message is one line, and may quote what nobody vouches for. */
export interface GuardFinding {
  readonly code: UntrustedReason;
  readonly message: string;
}
