import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { recordedParts } from "./release-parts.ts";

export const PromoteResult = strict({
  outcome: word(["promoted", "already-live", "planned", "refused"], { description: "`planned`: a dry run whose gate passed." }),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  gate: Type.Optional(GateReport),
  ...recordedParts,
});
export type PromoteResult = Static<typeof PromoteResult>;
