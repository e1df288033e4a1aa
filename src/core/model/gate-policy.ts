import { AfterPromote } from "./after-promote.ts";
import { Name, strict, Type, word, type Static } from "./shape.ts";

/** What must hold before an environment may point at a version. Every key has a default; an empty policy is `no-regress`. */
export const GatePolicy = strict({
  mode: Type.Optional(
    word(["smoke", "no-regress", "improve"], {
      default: "no-regress",
      description: "`smoke`: absolute thresholds only. `no-regress`: not worse than what is live. `improve`: shown to be better.",
    }),
  ),
  suites: Type.Optional(Type.Array(Name, { minItems: 1, description: "The suites that decide; all of the prompt's suites when absent." })),
  metric: Type.Optional(
    word(["pass", "score"], { default: "pass", description: "What is compared: how often cases pass, each the mean over its epochs, or their scores." }),
  ),
  alpha: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 0.5, default: 0.05, description: "One-sided error rate." })),
  margin: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.05,
      description: "How much worse still counts as not worse, in points of the metric (0.05 = 5 of 100 cases).",
    }),
  ),
  sequential: Type.Optional(
    Type.Boolean({
      default: false,
      description: "Run cases in a random order until the answer is clear, instead of all of them: fewer calls, and more cases needed when it is close.",
    }),
  ),
  evidence_days: Type.Optional(
    Type.Number({
      exclusiveMinimum: 0,
      description:
        "Evidence that rests on an older answer decides nothing, and is asked for anew: models change behind their names. Default: however old it is.",
    }),
  ),
  require_calibrated_judges: Type.Optional(
    strict(
      {
        min_ratings: Type.Integer({ minimum: 1, description: "Distinct answers that it and people judged." }),
        min_ac1: Type.Number({ minimum: -1, maximum: 1, description: "Gwet's AC1." }),
        min_sensitivity: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 1,
            default: 0.5,
            description: "Of what people call good, the share that it passes: the lower end of its 95 % interval.",
          }),
        ),
        min_specificity: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 1,
            default: 0.5,
            description: "Of what people call bad, the share that it fails: the lower end of its 95 % interval.",
          }),
        ),
        max_flip_rate: Type.Optional(
          Type.Number({
            minimum: 0,
            maximum: 1,
            description: "Of a judge that is asked in both orders (`pairwise`): so often may its preference change with the order.",
          }),
        ),
      },
      {
        description:
          "Where judges hold more of the decision than `margin`: each must agree with people at least so well, as this model with this rubric; see `promptops feedback agreement`.",
      },
    ),
  ),
  holdout_looks: Type.Optional(
    Type.Integer({
      minimum: 1,
      default: 10,
      description: "So many candidates may be compared on the same sealed cases (`holdout: true` of a suite); then others are needed.",
    }),
  ),
  min_pass_rate: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  min_cases: Type.Optional(Type.Integer({ minimum: 1 })),
  guards: Type.Optional(
    strict({
      latency: Type.Optional(
        strict({
          max_increase: Type.Optional(Type.Number({ minimum: 0, description: "0.2 = case by case at most 20 % slower than what is live." })),
          max_ms: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "Mean, milliseconds." })),
        }),
      ),
      cost: Type.Optional(
        strict({
          max_increase: Type.Optional(Type.Number({ minimum: 0, description: "0.1 = case by case at most 10 % dearer than what is live." })),
          max_usd: Type.Optional(Type.Number({ minimum: 0, description: "Mean per case, US dollars." })),
        }),
      ),
      length: Type.Optional(
        strict({
          max_increase: Type.Optional(Type.Number({ minimum: 0, description: "0.3 = case by case answers at most 30 % longer than what is live gives." })),
          max_chars: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "Mean, characters." })),
        }),
      ),
      metrics: Type.Optional(
        Type.Record(
          Type.String({ pattern: "^.{1,60}$" }),
          strict(
            {
              margin: Type.Optional(
                Type.Number({ minimum: 0, maximum: 1, description: "So much worse than what is live still counts as not worse; absent = not compared." }),
              ),
              min: Type.Optional(Type.Number({ minimum: 0, maximum: 1, description: "The mean, at least." })),
            },
            { minProperties: 1 },
          ),
          { minProperties: 1, additionalProperties: false, description: "Scores that assertions sum up under a `metric` name." },
        ),
      ),
      slices: Type.Optional(
        strict(
          {
            tags: Type.Optional(Type.Array(Name, { minItems: 1, description: "Each is judged, however few cases it has; every tag when absent." })),
            margin: Type.Optional(
              Type.Number({
                minimum: 0,
                maximum: 1,
                description: "So much worse than what is live still counts as not worse; the policy's `margin` when absent.",
              }),
            ),
            min_cases: Type.Optional(Type.Integer({ minimum: 1, description: "Tags with fewer cases are not judged; 20 when `tags` is absent, else 1." })),
          },
          { description: "The cases of each tag by themselves, by the policy's `metric`." },
        ),
      ),
      if_unclear: Type.Optional(
        word(["inconclusive", "report"], {
          default: "inconclusive",
          description: "When too few cases tell whether a guard holds: `inconclusive` holds the gate up, `report` says so and goes on.",
        }),
      ),
    }),
  ),
  after_promote: Type.Optional(AfterPromote),
});
export type GatePolicy = Static<typeof GatePolicy>;
