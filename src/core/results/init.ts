import { strict, Type, word, type Static } from "../model/shape.ts";

export const InitResult = strict({
  folder: Type.String({ description: "Absolute path of the repository's top." }),
  called_in: Type.Optional(
    Type.String({
      description: "The folder that it was called in, as a POSIX path from the repository's top, where all is written; absent when that is the top.",
    }),
  ),
  repository: word(["made", "found"], { description: "Was there a git repository before?" }),
  starter: Type.String(),
  dry_run: Type.Boolean({ description: "True: nothing was written, the rest says what would be." }),
  created: Type.Array(Type.String(), { description: "Repository-relative POSIX paths." }),
  kept: Type.Array(Type.String(), { description: "Files that were there already; they are never overwritten." }),
  commit: Type.Array(Type.String(), { description: "The git commands that record what was created; empty when nothing was." }),
  next: Type.Array(Type.String()),
});
export type InitResult = Static<typeof InitResult>;
