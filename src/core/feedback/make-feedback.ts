import { digestOf } from "../identity/digest.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";
import { feedbackPath, parseRunName } from "../ledger/record-names.ts";
import { startedAt } from "../eval/evaluation-id.ts";

export type FeedbackDraft = Omit<FeedbackRecord, "schema_version" | "kind" | "feedback">;

/** The record of a person's word. The same word about the same answer has the same name whenever it is said. */
export function makeFeedback(draft: FeedbackDraft): FeedbackRecord {
  const { at: _, source: __, result, ...said } = draft;
  const { checks: ___, ...answer } = result ?? {};
  const identity = result === undefined ? said : { ...said, result: answer };
  return { schema_version: 1, kind: "feedback", feedback: digestOf(identity).slice(0, 24), ...draft };
}

function startOf(evaluation: string): number | undefined {
  const time = startedAt(evaluation);
  return time === undefined ? undefined : Date.parse(time);
}

/** Where it lies: by the hour of what it is about, so that it is found beside it. */
export function placeOfFeedback({ feedback, at, run, result }: FeedbackRecord): string {
  const about = run === undefined ? startOf(result?.evaluation ?? "") : parseRunName(run)?.at;
  return feedbackPath(about ?? Date.parse(at), feedback);
}
