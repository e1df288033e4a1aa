import { strict, Type, type Static } from "../model/shape.ts";

export const ListedPrompt = strict({
  id: Type.String(),
  description: Type.Optional(Type.String()),
  model: Type.Optional(Type.String()),
  suites: Type.Array(Type.String()),
  owners: Type.Array(Type.String(), { description: "From the manifest; empty without one." }),
  latest_version: Type.Optional(Type.String({ description: "The highest version number among the tags of this repository." })),
  problem: Type.Optional(Type.String({ description: "Why it could not be read; `promptops validate` says more." })),
});
export type ListedPrompt = Static<typeof ListedPrompt>;

export const ListResult = strict({ prompts: Type.Array(ListedPrompt) });
export type ListResult = Static<typeof ListResult>;
