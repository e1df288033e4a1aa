import { strict, Type, word, type Static } from "../model/shape.ts";
import { recordedParts } from "./release-parts.ts";

export const RollbackResult = strict({
  outcome: word(["rolled-back", "already-there", "planned"]),
  environment: Type.String(),
  prompt: Type.Optional(Type.String({ description: "Absent when the whole environment went back." })),
  also: Type.Optional(Type.Array(Type.String(), { description: "Further prompts that went back in the same entry." })),
  snapshot: Type.Optional(Type.Integer({ description: "The entry whose state it went back to." })),
  reason: Type.String(),
  kept: Type.Array(Type.String(), { description: "Prompts that were not yet live at the snapshot, and stay as they are." }),
  ...recordedParts,
});
export type RollbackResult = Static<typeof RollbackResult>;
