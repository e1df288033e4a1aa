import type { Scored } from "../assertions/kind.ts";

/** A person's word on an answer. */
export type Rating = Pick<Scored, "score" | "pass" | "reason">;

/** What a rating is about: one question about one answer to one epoch of one case. Another answer needs another rating. */
export interface RatedAnswer {
  readonly caseDigest: string;
  readonly epoch: number;
  /** SHA-256 of the answer's text. */
  readonly answerDigest: string;
  readonly question: string;
}

/** Undefined while nobody has said. */
export type FindRating = (about: RatedAnswer) => Rating | undefined;
