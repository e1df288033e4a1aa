import { Name, strict, Type, type Static } from "./shape.ts";

/** `value`, or another measure of outcomes; not the columns of a file of outcomes that mean something else. */
const metricPattern = "^(?!(?:unit|arm|at)$)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$";

const MaxShare = Type.Number({ minimum: 0, maximum: 1, description: "Of so many at most; 0.05 = one of twenty." });

/** A smoke gate that is asked again of what was just promoted: of the model itself, no answer from before counts. */
export const Canary = strict({
  suites: Type.Optional(Type.Array(Name, { minItems: 1, description: "The suites that are run; all of the prompt's when absent." })),
  min_pass_rate: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: "0.8 when neither this nor another threshold is there." })),
  min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  min_cases: Type.Optional(Type.Integer({ minimum: 1 })),
  guards: Type.Optional(
    strict({
      latency: Type.Optional(strict({ max_ms: Type.Number({ exclusiveMinimum: 0, description: "Mean, milliseconds." }) })),
      cost: Type.Optional(strict({ max_usd: Type.Number({ minimum: 0, description: "Mean per case, US dollars." }) })),
    }),
  ),
});
export type Canary = Static<typeof Canary>;

/** What may come of a version in use. Each is a share of its runs or of the units that had it, judged so that it may be looked at as often as one likes. */
export const WatchGuards = strict(
  {
    feedback: Type.Optional(strict({ max_share: MaxShare }, { description: "Of the runs that people rated, so many may be called bad." })),
    failures: Type.Optional(
      strict(
        { max_share: MaxShare },
        { description: "Of the runs that were answered, so many may be unusable: empty, refused, not what the contract promises." },
      ),
    ),
    latency: Type.Optional(
      strict(
        { max_ms: Type.Number({ exclusiveMinimum: 0 }), max_share: Type.Optional({ ...MaxShare, default: 0.05 }) },
        { description: "So many runs may take longer than this." },
      ),
    ),
    cost: Type.Optional(
      strict(
        { max_usd: Type.Number({ minimum: 0 }), max_share: Type.Optional({ ...MaxShare, default: 0.05 }) },
        { description: "So many runs may cost more than this." },
      ),
    ),
    outcomes: Type.Optional(
      Type.Record(
        Type.String({ pattern: metricPattern }),
        strict({ min_share: Type.Number({ minimum: 0, maximum: 1, description: "Of so many units at least; 0.8 = four of five." }) }),
        {
          additionalProperties: false,
          minProperties: 1,
          description:
            "By metric (`value`, or another one that is recorded): of so many units what came of it must be good; an outcome between 0 and 1 counts in part.",
        },
      ),
    ),
  },
  { minProperties: 1 },
);
export type WatchGuards = Static<typeof WatchGuards>;

export const Watch = strict({
  days: Type.Optional(Type.Number({ exclusiveMinimum: 0, default: 7, description: "For so long after the promotion." })),
  alpha: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      maximum: 0.5,
      default: 0.05,
      description: "The chance that a version within all guards is ever rolled back, however often somebody looks.",
    }),
  ),
  guards: WatchGuards,
});
export type Watch = Static<typeof Watch>;

/** What is asked of a version after it was promoted; what fails is rolled back by itself. */
export const AfterPromote = strict(
  { canary: Type.Optional(Canary), watch: Type.Optional(Watch) },
  { description: "What is asked after a promotion: `canary` at once, `watch` by `promptops release check`. What fails is rolled back, with the reason." },
);
export type AfterPromote = Static<typeof AfterPromote>;
