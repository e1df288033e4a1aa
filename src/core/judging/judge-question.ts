import type { Json } from "../model/shape.ts";

/** What a judge's template may insert and nobody vouches for: it is fenced wherever it appears. */
export const judgeData = ["answer", "answers", "first", "second", "expected", "context", "inputs"] as const;
export type JudgeData = (typeof judgeData)[number];

/** What a judge's template may insert as its own words: it comes from the suite, which is trusted like the repository. */
export const judgeWords = ["criteria", "steps", "choices"] as const;

/** One question to a judge. */
export interface JudgeQuestion {
  /** Name of the judge: a file of the repository's `judges/`, else one that comes with promptops. */
  readonly judge: string;
  /** `provider/name`; undefined = the suite's or the project's. */
  readonly model: string | undefined;
  /** One choice for the whole, or the claims that the judge finds with a choice for each. */
  readonly form: "choice" | "claims";
  /** In place of the judge's own. */
  readonly choices?: Readonly<Record<string, number>> | undefined;
  /** Choices without which the judge's word would mean nothing here. */
  readonly mustOffer?: readonly string[];
  readonly criteria?: string | undefined;
  readonly steps?: readonly string[] | undefined;
  readonly data: Readonly<Partial<Record<JudgeData, Json | undefined>>>;
  /** Which of several askings of the same question, from 1: each is an answer of its own. */
  readonly sample?: number;
}

/** A judge's word. */
export interface Judgement {
  /** From 0 to 1: the choice's, or the mean over the claims. */
  readonly score: number;
  /** One line for people. */
  readonly reason: string;
  /** Undefined when it judged claims. */
  readonly choice: string | undefined;
  /** How many claims it judged. */
  readonly claims: number;
}
