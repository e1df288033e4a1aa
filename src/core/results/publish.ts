import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { promotionPolicy, recordedParts } from "./release-parts.ts";

export const PublishResult = strict({
  outcome: word(["published", "already-published", "planned", "refused"], { description: "`planned`: a dry run whose gate passed." }),
  prompt: Type.String(),
  version: Type.String(),
  prompt_digest: Type.String(),
  commit: Type.String({ description: "The commit the prompt was read from." }),
  tag: Type.Optional(Type.String({ description: "Id of the tag object." })),
  floor: Type.Optional(
    strict({
      level: word(["major", "minor", "patch"]),
      reasons: Type.Array(Type.String()),
      since: Type.String({ description: "The version it was compared with." }),
    }),
  ),
  environment: Type.Optional(Type.String({ description: "The target: what is live there was the baseline." })),
  gate: Type.Optional(GateReport),
  ...promotionPolicy,
  promote_to: Type.Optional(Type.String({ description: "The next environment on the way to the target that can take it." })),
  ...recordedParts,
});
export type PublishResult = Static<typeof PublishResult>;
