import { namePattern } from "../model/patterns.ts";
import { Id, Name, strict, Type, type Static } from "../model/shape.ts";
import { VersionNumber } from "../release/release-event.ts";
import { Instant } from "./record-parts.ts";

const Value = Type.Number({ minimum: 0, maximum: 1 });

/** What came of one unit that had a version. */
export const UseOutcome = strict({
  unit: Type.String({ pattern: "^[0-9a-f]{24}$", description: "Digest of the unit: who it was is not kept." }),
  values: Type.Record(Type.String({ pattern: namePattern }), Value, { additionalProperties: false, minProperties: 1, description: "By metric; 1 is good." }),
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
  digest: Type.String({ pattern: "^[0-9a-f]{24}$" }),
  outcomes: Type.Array(UseOutcome, { minItems: 1, maxItems: 10_000 }),
});
export type OutcomeRecord = Static<typeof OutcomeRecord>;
