import { strict, Type, word, type Static } from "../model/shape.ts";
import { Approval } from "../release/release-state.ts";
import { recordedParts } from "./release-parts.ts";

export const ApproveResult = strict({
  outcome: word(["approved", "already-approved", "planned"]),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  approvals: Type.Array(Approval, { description: "All of this version for this environment, this one included." }),
  wanted: Type.Integer({ minimum: 0, description: "How many the environment's policy wants." }),
  ...recordedParts,
});
export type ApproveResult = Static<typeof ApproveResult>;
