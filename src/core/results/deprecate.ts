import { strict, Type, word, type Static } from "../model/shape.ts";
import { recordedParts } from "./release-parts.ts";

export const DeprecateResult = strict({
  outcome: word(["deprecated", "already-deprecated", "planned"]),
  prompt: Type.String(),
  version: Type.String(),
  reason: Type.String(),
  live_in: Type.Array(Type.String(), { description: "Environments in which it is live all the same." }),
  next: Type.Array(Type.String(), {
    description: "The command that takes it out of such an environment, or makes what can take its place; one for each of `live_in`.",
  }),
  ...recordedParts,
});
export type DeprecateResult = Static<typeof DeprecateResult>;
