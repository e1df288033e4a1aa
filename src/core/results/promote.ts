import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { policyCodeNames } from "../release/promotion-policy.ts";
import { TakenBack } from "../release/taken-back.ts";
import { AfterPromoteReport } from "./after-promote.ts";
import { recordedParts } from "./release-parts.ts";

export const PromoteResult = strict({
  outcome: word(["promoted", "rolled-back", "already-live", "planned", "refused"], {
    description: "`planned`: a dry run whose gate passed. `rolled-back`: it was promoted, and a check after that took it back.",
  }),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  gate: Type.Optional(GateReport),
  refusals: Type.Optional(
    Type.Array(strict({ code: word(policyCodeNames), message: Type.String(), hint: Type.String() }), {
      description: "What the environment's policy holds against it; the gate is not asked then.",
    }),
  ),
  policy_of: Type.Optional(Type.String({ description: "The base branch whose policy held (`origin/main`), when what is checked out has another one." })),
  unknown_base: Type.Optional(
    Type.String({ description: "The remote, when nobody knows its base branch: the policy that held is the checked-out commit's own." }),
  ),
  taken_back: Type.Optional({
    ...TakenBack,
    description: "The entry of the release log that had rolled this very version back in this environment, when nothing was made live there since.",
  }),
  after_promote: Type.Optional(AfterPromoteReport),
  watched_until: Type.Optional(Type.String({ description: "Until then `promptops release check` judges what comes of it." })),
  promote_to: Type.Optional(Type.String({ description: "An environment that takes what is live in this one, and does not have this version yet." })),
  ...recordedParts,
});
export type PromoteResult = Static<typeof PromoteResult>;
