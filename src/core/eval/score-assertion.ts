import type { Static } from "typebox";
import type { AssertionKind, Scored, ScoreInput, ScorerNeeds } from "../assertions/kind.ts";
import { assertionKinds } from "../assertions/registry.ts";
import type { Assertion } from "../assertions/schema.ts";
import type { CheckResult } from "./case-result.ts";

/** One assertion's outcome on one answer. @throws whatever its scorer throws: that is an error, never a fail. */
export async function scoreAssertion(assertion: Assertion, input: ScoreInput, needs: ScorerNeeds): Promise<CheckResult> {
  const { type, description, not = false, weight = 1, threshold, metric, must_pass, ...params } = assertion;
  const kind = kindOf(type);
  const scored = await kind.score(input, params as Static<AssertionKind["params"]>, needs);
  const score = Math.min(1, Math.max(0, scored.score));
  const pass = passes(scored, threshold, kind.threshold);
  return {
    type,
    ...(description === undefined ? {} : { description }),
    ...(metric === undefined ? {} : { metric }),
    score: not ? 1 - score : score,
    pass: pass !== not,
    weight,
    ...(must_pass ? { must_pass } : {}),
    reason: not ? `not: ${scored.reason}` : scored.reason,
  };
}

/** The threshold the assertion gives decides; else the scorer's own word; else the kind's threshold. */
function passes({ score, pass }: Scored, given: number | undefined, usual = 1): boolean {
  return given === undefined ? (pass ?? score >= usual) : score >= given;
}

function kindOf(type: string): AssertionKind {
  const kinds: Readonly<Record<string, AssertionKind>> = assertionKinds;
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind === undefined) throw new Error(`no assertion kind is called ${type}`);
  return kind;
}
