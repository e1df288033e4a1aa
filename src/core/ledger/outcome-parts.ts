import type { TSchema } from "typebox";
import { namePattern } from "../model/patterns.ts";
import { Type } from "../model/shape.ts";

export const OutcomeUnit = Type.String({ pattern: "^[0-9a-f]{24}$", description: "Digest of the unit: who it was is not kept." });
/** 1 is good. */
export const OutcomeValue = Type.Number({ minimum: 0, maximum: 1 });
export const MetricName = Type.String({ pattern: namePattern });

/** Outcomes of one record, at most. */
export const outcomesPerRecord = 10_000;

/** What a record of outcomes holds, whatever they are of. */
export const outcomesOf = <T extends TSchema>(outcome: T) => ({
  digest: Type.String({ pattern: "^[0-9a-f]{24}$" }),
  outcomes: Type.Array(outcome, { minItems: 1, maxItems: outcomesPerRecord }),
});
