import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { recordedParts } from "./release-parts.ts";

export const PromoteResult = strict({
  outcome: word(["promoted", "already-live", "planned", "refused"], { description: "`planned`: a dry run whose gate passed." }),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  gate: Type.Optional(GateReport),
  promote_to: Type.Optional(Type.String({ description: "An environment that takes what is live in this one, and does not have this version yet." })),
  ...recordedParts,
});
export type PromoteResult = Static<typeof PromoteResult>;
