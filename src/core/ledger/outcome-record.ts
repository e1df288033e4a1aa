import { Id, Name, strict, Type, type Static } from "../model/shape.ts";
import { VersionNumber } from "../release/release-event.ts";
import { MetricName, outcomesOf, OutcomeUnit, OutcomeValue } from "./outcome-parts.ts";
import { Instant } from "./record-parts.ts";

/** What came of one unit that had a version. */
export const UseOutcome = strict({
  unit: OutcomeUnit,
  values: Type.Record(MetricName, OutcomeValue, { additionalProperties: false, minProperties: 1, description: "By metric; 1 is good." }),
  at: Instant,
});
export type UseOutcome = Static<typeof UseOutcome>;

/** `outcomes/<environment>/<prompt>@<version>/<24 hex>.json`: what came of a version in use, outside of experiments; of a unit the earliest counts. */
export const OutcomeRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("outcomes"),
  environment: Name,
  prompt: Id,
  version: VersionNumber,
  ...outcomesOf(UseOutcome),
});
export type OutcomeRecord = Static<typeof OutcomeRecord>;
