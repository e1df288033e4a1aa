import { FeedbackRecord } from "../ledger/feedback-record.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

const shared = Type.Boolean({ description: "It is on the remote, or there is none." });

export const FeedbackAddResult = strict({
  outcome: word(["added", "already-there"]),
  feedback: FeedbackRecord,
  shared,
  next: Type.Optional(Type.String({ description: "The command that makes use of it." })),
});
export type FeedbackAddResult = Static<typeof FeedbackAddResult>;

export const FeedbackImportResult = strict({
  added: Type.Integer(),
  already_there: Type.Integer(),
  shared,
});
export type FeedbackImportResult = Static<typeof FeedbackImportResult>;

export const FeedbackRow = strict({
  ...FeedbackRecord.properties,
  contradiction: Type.Optional(strict({ kind: word(["passed-and-bad", "failed-and-good"]), hint: Type.String() })),
});
export type FeedbackRow = Static<typeof FeedbackRow>;

export const FeedbackListResult = strict({
  feedback: Type.Array(FeedbackRow, { description: "Newest first." }),
  more: Type.Integer({ description: "How many older ones are not listed." }),
});
export type FeedbackListResult = Static<typeof FeedbackListResult>;
