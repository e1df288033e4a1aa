import { partsOf } from "../../assertions/each-assertion.ts";
import type { Assertion } from "../../assertions/schema.ts";
import { kindOf } from "../../eval/needs-of.ts";
import type { Breach } from "../breach.ts";
import type { DocumentPath } from "../document-path.ts";
import type { Suite } from "../suite.ts";
import type { Rule } from "./rule.ts";

/** Does it decide about a case? What has no weight is shown, and never counted. */
export function counts({ weight = 1, must_pass = false }: Pick<Assertion, "weight" | "must_pass">): boolean {
  return weight > 0 || must_pass;
}

const assertionsCanFail: Rule<Suite, unknown> = function* ({ assertions = [], cases = [], threshold = 0 }) {
  const byScore = threshold > 0;
  yield* neverFailing(assertions, byScore, ["assertions"]);
  for (const [at, each] of cases.entries()) yield* neverFailing(each.assertions ?? [], byScore, ["cases", at, "assertions"]);
};

const casesCanFail: Rule<Suite, unknown> = function* ({ threshold }) {
  if (threshold === 0)
    yield {
      rule: "never-fails",
      path: ["threshold"],
      message: "Every score is 0 or more, so every case passes.",
      hint: "Give a higher `threshold`, or leave it out: then every assertion that counts must hold.",
    };
};

/** @param byScore A score above 0 is asked for of these assertions together: then each can fail them by its score. */
function* neverFailing(assertions: readonly Assertion[], byScore: boolean, path: DocumentPath): Generator<Breach> {
  for (const [at, assertion] of assertions.entries()) {
    const place = [...path, at];
    const parts = partsOf(assertion);
    yield* neverFailing(parts, (assertion.threshold ?? 0) > 0, [...place, "assertions"]);
    if (parts.length > 0 && !parts.some(counts))
      yield {
        rule: "never-fails",
        path: [...place, "assertions"],
        message: "No part of this group counts, so it always passes: each has `weight: 0`.",
        hint: "Give one of them a weight, or `must_pass: true`.",
      };
    if (counts(assertion) && (assertion.must_pass === true || !byScore)) yield* decidedBefore(assertion, place);
  }
}

/** An assertion whose lowest score passes already. */
function* decidedBefore({ type, threshold, choices, not = false }: Assertion, path: DocumentPath): Generator<Breach> {
  const always = not ? "always fails" : "always passes";
  const hint = "To show a score that decides nothing, write `weight: 0` beside an assertion that counts.";
  if (threshold === 0) yield { rule: "never-fails", path: [...path, "threshold"], message: `Every score is 0 or more, so \`${type}\` ${always}.`, hint };
  const from = threshold ?? kindOf(type)?.threshold ?? 1;
  const scores = typeof choices === "object" && choices !== null ? Object.values(choices).filter((score) => typeof score === "number") : [];
  if (threshold !== 0 && scores.length > 0 && scores.every((score) => score >= from))
    yield {
      rule: "never-fails",
      path: [...path, "choices"],
      message: `Every choice is worth ${from} or more, from which it passes, so \`${type}\` ${always}.`,
      hint,
    };
}

/** What could not fail proves nothing. */
export const canFailRules: readonly Rule<Suite, unknown>[] = [casesCanFail, assertionsCanFail];
