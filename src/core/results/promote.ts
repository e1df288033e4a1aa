import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { policyCodeNames } from "../release/promotion-policy.ts";
import { recordedParts } from "./release-parts.ts";

export const PromoteResult = strict({
  outcome: word(["promoted", "already-live", "planned", "refused"], { description: "`planned`: a dry run whose gate passed." }),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  gate: Type.Optional(GateReport),
  refusals: Type.Optional(
    Type.Array(strict({ code: word(policyCodeNames), message: Type.String(), hint: Type.String() }), {
      description: "What the environment's policy holds against it; the gate is not asked then.",
    }),
  ),
  promote_to: Type.Optional(Type.String({ description: "An environment that takes what is live in this one, and does not have this version yet." })),
  ...recordedParts,
});
export type PromoteResult = Static<typeof PromoteResult>;
