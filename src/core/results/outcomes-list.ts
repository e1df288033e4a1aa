import { strict, Type, type Static } from "../model/shape.ts";

export const OutcomesRow = strict({
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  experiment: Type.Optional(Type.String({ description: "The experiment they came of; absent for those of `outcomes record`." })),
  first: Type.String({ description: "When the first of them was, UTC." }),
  last: Type.String({ description: "When the last of them was, UTC." }),
  recorded: Type.Integer({ description: "Outcomes that were recorded." }),
  units: Type.Integer({ description: "Units they are about: of each the earliest counts." }),
  metrics: Type.Array(strict({ metric: Type.String(), units: Type.Integer({ description: "Those it says anything of." }), mean: Type.Number() }), {
    description: "By name; 1 is good.",
  }),
});
export type OutcomesRow = Static<typeof OutcomesRow>;

export const OutcomesListResult = strict({
  outcomes: Type.Array(OutcomesRow, { description: "What came of a version in an environment, by where it was recorded; the newest first." }),
  more: Type.Integer({ description: "How many older ones are not listed." }),
});
export type OutcomesListResult = Static<typeof OutcomesListResult>;
