import { strict, Type, type Static } from "../model/shape.ts";

export const OutcomesRecordResult = strict({
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  recorded: Type.Integer({ description: "Outcomes in the file." }),
  already_there: Type.Integer({ description: "Of those, whose unit has an outcome of this version there already: the earliest counts." }),
  live_since: Type.Optional(Type.String({ description: "When the version was made live there, UTC; absent when another one is live there now." })),
  early: Type.Integer({ description: "Outcomes in the file from before it was made live there: no watch counts them." }),
  shared: Type.Boolean({ description: "They are on the remote, or there is none." }),
});
export type OutcomesRecordResult = Static<typeof OutcomesRecordResult>;
