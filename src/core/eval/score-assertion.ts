import type { Static } from "typebox";
import type { AssertionKind, Scored, ScoreInput, ScorerNeeds } from "../assertions/kind.ts";
import { assertionKinds } from "../assertions/registry.ts";
import type { Assertion } from "../assertions/schema.ts";
import type { JudgedBy } from "../judging/judged-by.ts";
import { AssertionFailure } from "./assertion-failure.ts";
import type { CheckResult } from "./case-result.ts";
import { outcomeOf } from "./outcome-of.ts";

/** What scoring needs from outside; that groups are made of assertions it knows itself. */
export interface OuterNeeds extends Omit<ScorerNeeds, "scorePart"> {
  /** Who gives an assertion that asks a judge its word. */
  readonly judgedBy?: (assertion: Assertion) => Promise<JudgedBy | undefined>;
}

/** One assertion's outcome on one answer. @throws AssertionFailure with whatever its scorer throws: that is an error, never a fail. */
export async function scoreAssertion(assertion: Assertion, input: ScoreInput, needs: OuterNeeds): Promise<CheckResult> {
  const { type, description, not = false, weight = 1, threshold, metric, must_pass, ...params } = assertion;
  const kind = kindOf(type);
  const scorePart = (part: Assertion, partInput: ScoreInput) => scoreAssertion(part, partInput, needs);
  let scored: Scored;
  try {
    scored = await kind.score(input, params as Static<AssertionKind["params"]>, { ...needs, scorePart });
  } catch (error) {
    throw AssertionFailure.of(assertion, error);
  }
  const outcome = outcomeOfOne(scored, threshold, kind.threshold);
  const score = Math.min(1, Math.max(0, scored.score));
  const judged = kind.needs.includes("askJudge") ? await needs.judgedBy?.(assertion) : undefined;
  return {
    type,
    ...(description === undefined ? {} : { description }),
    ...(metric === undefined ? {} : { metric }),
    ...(outcome === "pending" ? { score: 0, pass: false, pending: true } : { score: not ? 1 - score : score, pass: (outcome === "pass") !== not }),
    weight,
    ...(must_pass ? { must_pass } : {}),
    reason: not ? `not: ${scored.reason}` : scored.reason,
    ...(judged === undefined ? {} : { judged_by: judged }),
    ...(scored.flipped === undefined ? {} : { flipped: scored.flipped }),
    ...(scored.checks === undefined ? {} : { checks: scored.checks }),
  };
}

/** The threshold the assertion gives decides; else the scorer's own word; else the kind's threshold. Of a group, its parts decide. */
function outcomeOfOne({ score, pass, pending = false, checks }: Scored, given: number | undefined, usual = 1): ReturnType<typeof outcomeOf> {
  if (checks !== undefined) return outcomeOf(checks, given);
  if (pending) return "pending";
  return (given === undefined ? (pass ?? score >= usual) : score >= given) ? "pass" : "fail";
}

function kindOf(type: string): AssertionKind {
  const kinds: Readonly<Record<string, AssertionKind>> = assertionKinds;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) throw new Error(`no assertion kind is called ${type}`);
  return kind;
}
