import { ErrorCause } from "../eval/error-causes.ts";
import { AnyJson, strict, Type, word, type Static } from "../model/shape.ts";

export const Verdict = word(["pass", "fail", "inconclusive", "error"]);
export type Verdict = Static<typeof Verdict>;

/** One rule of the gate, with the numbers it went by. */
export const GateStep = strict({
  step: word(["validity", "validators", "errors", "must-pass", "thresholds", "guards", "comparison", "support"]),
  outcome: word(["pass", "fail", "inconclusive", "error", "skipped"]),
  code: Type.String({ description: "Stable reason code." }),
  message: Type.String({ description: "The sentence for people." }),
  hint: Type.Optional(Type.String({ description: "The next step, when it did not pass." })),
  lost_cases: Type.Optional(
    Type.Array(Type.String(), { description: "Cases that are worse than with what is live, `core/late`: the first 20 of `numbers.lost`." }),
  ),
  gained_cases: Type.Optional(Type.Array(Type.String(), { description: "Cases that are better, the first 20 of `numbers.gained`." })),
  causes: Type.Optional(Type.Array(ErrorCause, { description: "Of cases that ended in an error: why, the commonest first." })),
  numbers: Type.Optional(Type.Record(Type.String(), AnyJson)),
});
export type GateStep = Static<typeof GateStep>;

/** What the gate said, and why. */
export const GateReport = strict({
  verdict: Verdict,
  mode: word(["smoke", "no-regress", "improve"]),
  environment: Type.Optional(Type.String()),
  candidate: strict({ prompt_digest: Type.String(), version: Type.Optional(Type.String()) }),
  baseline: Type.Optional(strict({ prompt_digest: Type.String(), version: Type.String() })),
  /** One sentence: "87 → 91 of 100; 6 gained, 2 lost; …". */
  summary: Type.String(),
  steps: Type.Array(GateStep),
});
export type GateReport = Static<typeof GateReport>;
