import { strict, Type, word, type Static } from "../model/shape.ts";

export const ReleaseBundleResult = strict({
  file: Type.String(),
  bytes: Type.Integer(),
  entries: Type.Integer({ description: "Entries of the release log." }),
  as_last_seen: Type.Optional(Type.String({ description: "The remote, when it was not asked now: what others released since it was last seen is not in it." })),
  versions: Type.Array(
    strict({
      name: Type.String(),
      evidence: word(["included", "not-here", "none"], {
        description:
          "`not-here`: it was published elsewhere, so its evidence cannot be checked from this bundle. `none`: it was published without an evaluation of its own.",
      }),
    }),
  ),
});
export type ReleaseBundleResult = Static<typeof ReleaseBundleResult>;
