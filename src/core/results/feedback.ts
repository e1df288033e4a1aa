import { JudgedBy } from "../judging/judged-by.ts";
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

const Bounds = Type.Unsafe<readonly [number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "Low and high, with 95 % confidence.",
});
const Estimate = strict({ value: Type.Number(), interval: Bounds });

export const FeedbackAgreementResult = strict({
  checks: Type.Array(
    strict({
      check: Type.String({ description: "The assertion's type and metric; `verdict`: the whole case." }),
      judged_by: Type.Optional({ ...JudgedBy, description: "Of a judge's check: who, and by what. Another judge, or another rubric, is another line." }),
      n: Type.Integer({ description: "Distinct answers that both judged; of several people the majority counts." }),
      ratings: Type.Integer({ description: "People's words on them, each person's newest." }),
      disputed: Type.Integer({ description: "Answers on which people disagree." }),
      undecided: Type.Integer({ description: "Those of them on which they are evenly divided: not among `n`." }),
      observed: Type.Number({ description: "Share on which they agree." }),
      kappa: { ...Estimate, description: "Cohen's κ." },
      ac1: { ...Estimate, description: "Gwet's AC1: does not collapse where one word is rare." },
      sensitivity: Type.Optional({ ...Estimate, description: "Of what people call good, the share it passes." }),
      specificity: Type.Optional({ ...Estimate, description: "Of what people call bad, the share it fails." }),
      flips: Type.Optional(
        strict(
          { ...Estimate.properties, n: Type.Integer() },
          { description: "Of the rated answers that it was asked about in both orders, the share where its preference changed with the order." },
        ),
      ),
      answers: Type.Integer({
        description: "Answers behind `passed`: all of the evaluations that people rated answers of, where they are kept on this machine, else the rated ones.",
      }),
      passed: Type.Number({ description: "Share it passes." }),
      corrected: Type.Optional(
        Type.Number({ description: "The share of good answers behind that (Rogan and Gladen); absent when it knows no more than chance." }),
      ),
    }),
    { description: "Most answers first." },
  ),
  feedback: Type.Integer({ description: "How often people said something of an answer, whether a check judged it too or not." }),
});
export type FeedbackAgreementResult = Static<typeof FeedbackAgreementResult>;

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
