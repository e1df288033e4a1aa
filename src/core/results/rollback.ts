import { strict, Type, word, type Static } from "../model/shape.ts";
import { DeprecatedThere } from "../release/deprecated-among.ts";
import { recordedParts } from "./release-parts.ts";

export const RollbackResult = strict({
  outcome: word(["rolled-back", "already-there", "planned"]),
  environment: Type.Optional(Type.String({ description: "Absent when every environment went back." })),
  also_in: Type.Optional(Type.Array(Type.String(), { description: "Further environments that went back in the same entry." })),
  prompt: Type.Optional(Type.String({ description: "Absent when everything in there went back." })),
  also: Type.Optional(Type.Array(Type.String(), { description: "Further prompts that went back in the same entry." })),
  snapshot: Type.Optional(Type.Integer({ description: "The entry whose state it went back to." })),
  reason: Type.String(),
  kept: Type.Array(strict({ environment: Type.String(), prompt: Type.String() }), {
    description: "What was not yet live at the snapshot, and stays as it is.",
  }),
  deprecated: Type.Array(DeprecatedThere, {
    description: "Versions it went back to although they are deprecated: whoever asks by name, or for a snapshot, gets them.",
  }),
  ...recordedParts,
});
export type RollbackResult = Static<typeof RollbackResult>;
