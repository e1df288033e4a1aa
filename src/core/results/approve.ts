import { strict, Type, word, type Static } from "../model/shape.ts";
import { policyCodeNames } from "../release/promotion-policy.ts";
import { Approval } from "../release/release-state.ts";
import { recordedParts } from "./release-parts.ts";

export const ApproveResult = strict({
  outcome: word(["approved", "already-approved", "planned"]),
  prompt: Type.String(),
  version: Type.String(),
  environment: Type.String(),
  approvals: Type.Array(Approval, { description: "All that count of this version for this environment, this one included." }),
  wanted: Type.Integer({ minimum: 0, description: "How many the environment's policy wants." }),
  unknown_base: Type.Optional(
    Type.String({ description: "The remote, when nobody knows its base branch: the policy that held is the checked-out commit's own." }),
  ),
  in_the_way: Type.Array(strict({ code: word(policyCodeNames), message: Type.String(), hint: Type.String() }), {
    description: "What of the environment's policy keeps this version out all the same, whoever promotes it.",
  }),
  ...recordedParts,
});
export type ApproveResult = Static<typeof ApproveResult>;
