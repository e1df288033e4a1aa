import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";

/** The prompt's id in what the evaluation calls it; undefined for a run. */
export function promptOf({ result }: Pick<FeedbackRecord, "result">): string | undefined {
  return result?.prompt.split(/[ @]/)[0];
}
