import type { FindRating, RatedAnswer, Rating } from "../eval/rating.ts";
import type { FeedbackRecord } from "../ledger/feedback-record.ts";

/** Answers `human` assertions from what people said: the newest word counts, and one about the very question before one about the whole answer. */
export class Ratings {
  readonly #said = new Map<string, { readonly at: string; readonly rating: Rating }>();

  add({ at, rater, verdict, score, comment, result }: FeedbackRecord): void {
    if (result === undefined) return;
    const { case_digest: caseDigest, epoch, answer_digest: answerDigest, question } = result;
    const key = keyOf({ caseDigest, epoch, answerDigest }, question);
    const before = this.#said.get(key);
    if (before !== undefined && before.at > at) return;
    const reason = `${rater} says ${verdict}${comment === undefined ? "" : `: ${comment}`}`;
    this.#said.set(key, { at, rating: { score, pass: verdict === "good", reason } });
  }

  readonly find: FindRating = ({ question, ...answer }) => (this.#said.get(keyOf(answer, question)) ?? this.#said.get(keyOf(answer, undefined)))?.rating;
}

function keyOf({ caseDigest, epoch, answerDigest }: Omit<RatedAnswer, "question">, question: string | undefined): string {
  return JSON.stringify([caseDigest, epoch, answerDigest, question ?? null]);
}
