import { arms } from "../experiment/assign-arm.ts";
import { experimentVerdicts } from "../experiment/experiment-verdicts.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { Person } from "../release/release-event.ts";
import { MetricName, outcomesOf, OutcomeUnit, OutcomeValue } from "./outcome-parts.ts";
import { Instant, RanVersion, Reason } from "./record-parts.ts";

const ExperimentId = Type.String({ pattern: "^[a-z0-9/-]+@[a-z0-9-]+~[1-9][0-9]{0,3}$", description: "`billing/summarize@production~1`" });
const Share = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

/** `experiments/<environment>/<prompt>~<n>/start.json`: what is compared, and by what rules. */
export const ExperimentStart = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("experiment"),
  experiment: ExperimentId,
  at: Instant,
  by: Person,
  control: RanVersion,
  candidate: RanVersion,
  share: { ...Share, description: "What the candidate gets." },
  salt: Type.String({ pattern: "^[0-9a-f]{32}$", description: "Keys the assignment." }),
  alpha: { ...Share, description: "The chance of a wrong word, however often somebody looks." },
  max_units: Type.Optional(Type.Integer({ minimum: 2, description: "With so many outcomes it ends undecided." })),
  guards: Type.Array(strict({ name: MetricName, margin: Type.Number({ minimum: 0, maximum: 1 }) }), {
    description: "What must not become worse by more than the margin; 1 is good.",
  }),
});
export type ExperimentStart = Static<typeof ExperimentStart>;

/** One unit's outcome. */
export const Outcome = strict({
  unit: OutcomeUnit,
  arm: word(arms),
  value: OutcomeValue,
  guards: Type.Optional(Type.Record(MetricName, OutcomeValue, { additionalProperties: false })),
  at: Instant,
});
export type Outcome = Static<typeof Outcome>;

/** `experiments/<environment>/<prompt>~<n>/outcomes/<24 hex>.json`: what came of it in use; of a unit the earliest counts. */
export const ExperimentOutcomes = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("experiment-outcomes"),
  experiment: ExperimentId,
  ...outcomesOf(Outcome),
});
export type ExperimentOutcomes = Static<typeof ExperimentOutcomes>;

/** `experiments/<environment>/<prompt>~<n>/stop.json`: from then on everybody gets control. */
export const ExperimentStop = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("experiment-stop"),
  experiment: ExperimentId,
  at: Instant,
  by: Person,
  verdict: word(experimentVerdicts),
  reason: Reason,
});
export type ExperimentStop = Static<typeof ExperimentStop>;

export const ExperimentRecord = Type.Union([ExperimentStart, ExperimentOutcomes, ExperimentStop]);
