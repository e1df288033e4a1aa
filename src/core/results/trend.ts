import { strict, Type, word, type Static } from "../model/shape.ts";

const Bounds = Type.Unsafe<readonly [number, number]>({
  type: "array",
  items: { type: "number" },
  minItems: 2,
  maxItems: 2,
  description: "Low and high, with 95 % confidence; absent where nothing is known of the spread.",
});

const Measure = strict({ value: Type.Number(), interval: Type.Optional(Bounds) });
export type Measure = Static<typeof Measure>;

/** What was measured of one version when it was published. */
export const TrendPoint = strict({
  version: Type.String(),
  at: Type.String({ description: "When it was published: UTC, ISO 8601." }),
  live_in: Type.Array(Type.String()),
  source: word(["evidence", "statement", "nothing"], {
    description:
      "`evidence`: case by case, as kept here and named by the version's statement. `statement`: only the sums in the version's tag. `nothing`: no evaluation of its own, or no tag here.",
  }),
  comparable: Type.Boolean({ description: "It was asked the same cases as the measured version before it." }),
  suites: Type.Array(strict({ suite: Type.String(), digest: Type.String(), cases: Type.Integer() })),
  model: Type.Optional(Type.String({ description: "Asked for: `provider/name`." })),
  cases: Type.Optional(Type.Integer()),
  passed: Type.Optional(Type.Integer()),
  failed: Type.Optional(Type.Integer()),
  errors: Type.Optional(Type.Integer()),
  pass_rate: Type.Optional({ ...Measure, description: "Of the cases that passed or failed. Wilson's interval; clustered where cases come in groups." }),
  change: Type.Optional(
    strict(
      {
        method: word(["mcnemar-tango", "sign-flip-t", "newcombe"], {
          description: "Case by case where both sides are kept (Tango's bounds; clustered t where cases come in groups), else Newcombe's from the sums alone.",
        }),
        difference: Type.Number(),
        interval: Bounds,
        gained: Type.Optional(Type.Integer({ description: "Cases that pass now and did not before." })),
        lost: Type.Optional(Type.Integer()),
      },
      { description: "Of the pass rate, from the measured version before it; absent where that was asked other cases." },
    ),
  ),
  score: Type.Optional({ ...Measure, description: "Mean over cases. Student's t with clustered standard errors." }),
  cost_nano_usd: Type.Optional({ ...Measure, description: "Of one answer, mean over cases, cached or not." }),
  latency_ms: Type.Optional({ ...Measure, description: "Of one answer, mean over cases." }),
});
export type TrendPoint = Static<typeof TrendPoint>;

export const TrendResult = strict({
  prompt: Type.String(),
  confidence: Type.Number(),
  versions: Type.Array(TrendPoint, { description: "Lowest number first." }),
  earlier: Type.Integer({ description: "How many older versions are not shown." }),
});
export type TrendResult = Static<typeof TrendResult>;
