import { eachAssertion } from "../assertions/each-assertion.ts";
import type { ScorerNeeds } from "../assertions/kind.ts";
import type { Assertion } from "../assertions/schema.ts";
import { kindOf } from "../eval/needs-of.ts";
import { digestOf } from "../identity/digest.ts";
import type { ScoreRule } from "../model/score-rule.ts";
import type { Json } from "../model/shape.ts";
import type { HistoryTurn } from "../model/suite.ts";

/** Why a case is in the set. A case may have several reasons. */
export const challengeSources = ["failed-case", "failed-run", "bad-feedback", "contradiction", "uncertain", "golden", "random"] as const;
export type ChallengeSource = (typeof challengeSources)[number];

/** What a suite says for all its cases, and what a case is not the same without. */
export interface CaseSettings {
  /** The suite's name where it says any of these; cases without are written together. */
  readonly suite: string;
  readonly threshold?: number;
  readonly score?: ScoreRule;
  readonly judge?: string;
}

/** A case that may be put into a challenge set. */
export interface ChallengeCase {
  /** For people: `core/late-fee`, a run's name. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Json>>;
  readonly history: readonly HistoryTurn[];
  readonly expected: Json | undefined;
  readonly assertions: readonly Assertion[];
  readonly settings: CaseSettings | undefined;
  readonly tags: readonly string[];
  readonly group: string | undefined;
  readonly mustPass: boolean;
  readonly sources: readonly ChallengeSource[];
  /** What people said of it. */
  readonly remarks: readonly string[];
}

/** SHA-256 of what the model is asked: the same question has the same digest whatever is expected of its answer. */
export function contentDigest({ inputs, history }: Pick<ChallengeCase, "inputs" | "history">): string {
  return digestOf({ of: "challenge-case/1", inputs, history });
}

/** Whose word is no proof by itself: a model's, or that of somebody who has yet to speak. */
const opinions: readonly (keyof ScorerNeeds)[] = ["askJudge", "ratingOf", "answerOf", "embed", "scorePart"];

/** Is there any check whose word is neither a model's nor still to come? Without one a case must not decide in the holdout. */
export function hasHardLabel(assertions: readonly Assertion[]): boolean {
  for (const { assertion } of eachAssertion(assertions)) if (kindOf(assertion.type)?.needs.every((need) => !opinions.includes(need)) === true) return true;
  return false;
}
