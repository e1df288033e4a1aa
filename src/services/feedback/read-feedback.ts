import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import { readRecord } from "../../core/ledger/read-record.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";

/** Everything people said. What is damaged is passed over: `ledger verify` names it. */
export async function* readFeedback(view: LedgerView): AsyncGenerator<FeedbackRecord> {
  for await (const { path, text } of view.records("feedback")) {
    const record = readRecord(path, text);
    if (record?.kind === "feedback") yield record;
  }
}
