import { JudgedBy } from "../judging/judged-by.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Digest, Instant, Pruned, RunId } from "./record-parts.ts";

/** The answer of an evaluation that feedback is about. */
export const RatedResult = strict({
  evaluation: Type.String(),
  prompt: Type.String({ description: "As the evaluation calls it: with the version or the model where those tell it apart." }),
  suite: Type.String(),
  case: Type.String(),
  case_digest: Digest,
  epoch: Type.Integer({ minimum: 1 }),
  answer_digest: Digest,
  /** What the evaluation itself said. */
  status: word(["pass", "fail", "error", "pending"]),
  /** What each check said, as far as it said anything: how well they agree with people follows from it. */
  checks: Type.Optional(
    Type.Array(
      strict({
        type: Type.String(),
        metric: Type.Optional(Type.String()),
        pass: Type.Boolean(),
        flipped: Type.Optional(Type.Boolean()),
        judged_by: Type.Optional(JudgedBy),
      }),
    ),
  ),
  question: Type.Optional(Type.String({ description: "Of a `human` assertion; absent: the word counts for all of them." })),
});

/** A person's word on an answer: of an evaluation, or of a run. */
export const FeedbackRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("feedback"),
  feedback: Type.String({ pattern: "^[0-9a-f]{24}$", description: "A function of everything but the moment: the same word twice is one." }),
  at: Instant,
  rater: Type.String({ minLength: 1, maxLength: 200 }),
  verdict: word(["good", "bad"]),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  comment: Type.Optional(Type.String({ maxLength: 10_000 })),
  source: word(["command", "import"]),
  run: Type.Optional(RunId),
  result: Type.Optional(RatedResult),
  pruned: Type.Optional(Pruned),
});
export type FeedbackRecord = Static<typeof FeedbackRecord>;
