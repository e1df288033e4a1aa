import { eachAssertion } from "../../assertions/each-assertion.ts";
import { componentOf } from "../../eval/composite-score.ts";
import type { Suite } from "../suite.ts";
import { suggestion, type Rule } from "./rule.ts";

type ScoreRuleCheck = Rule<Suite, { readonly hasContract: boolean }>;

const weightsNameComponents: ScoreRuleCheck = function* (suite, { hasContract }) {
  const { score } = suite;
  if (score === undefined) return;
  const known = new Set([...(hasContract ? ["parse", "schema"] : []), ...(score.latency === undefined ? [] : ["latency"]), ...componentsIn(suite)]);
  for (const name of Object.keys(score.weights)) {
    if (known.has(name)) continue;
    const { hint } = suggestion(name, [...known]);
    yield {
      rule: "unknown-component",
      path: ["score", "weights", name],
      onKey: true,
      message: `Nothing in this suite counts in \`${name}\`.`,
      hint: hint ?? (name === "latency" ? "Say under `score` what a `latency` is worth." : `Give an assertion \`metric: ${name}\`, or remove the weight.`),
    };
  }
};

const somethingWeighs: ScoreRuleCheck = function* ({ score }) {
  if (score !== undefined && Object.values(score.weights).every((weight) => weight === 0))
    yield { rule: "no-weight", path: ["score", "weights"], message: "Every weight is 0, so the score would always be 1.", hint: "Give what matters a weight." };
};

const latencyIsUsed: ScoreRuleCheck = function* ({ score }) {
  if (score?.latency === undefined) return;
  if (!Object.hasOwn(score.weights, "latency"))
    yield {
      rule: "unweighted",
      path: ["score", "latency"],
      onKey: true,
      message: "What a latency is worth has no weight.",
      hint: "Add `latency` to `weights`.",
    };
  if (score.latency.zero_ms <= score.latency.full_ms)
    yield { rule: "contradiction", path: ["score", "latency", "zero_ms"], message: "`zero_ms` must be above `full_ms`." };
};

/** A group counts as a whole, in the component it names. */
function componentsIn({ assertions = [], cases = [] }: Suite): string[] {
  return [assertions, ...cases.map((each) => each.assertions ?? [])].flatMap((list) =>
    [...eachAssertion(list)].flatMap(({ assertion: { type, metric }, depth }) =>
      depth > 0 ? [] : [componentOf({ type, ...(metric === undefined ? {} : { metric }) })],
    ),
  );
}

/** What must hold of a composite score. */
export const scoreRules: readonly ScoreRuleCheck[] = [weightsNameComponents, somethingWeighs, latencyIsUsed];
