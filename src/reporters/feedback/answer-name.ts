import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";

/** What feedback is about, in a few words. */
export function answerName({ run, result }: Pick<FeedbackRecord, "run" | "result">): string {
  if (result === undefined) return run ?? "";
  return `${result.prompt} ${result.suite}/${result.case}${result.epoch > 1 ? ` (epoch ${result.epoch})` : ""}`;
}
