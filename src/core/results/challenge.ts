import { challengeSources } from "../challenge/challenge-case.ts";
import { challengeSplits } from "../challenge/challenge-split.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

const leftOut = ["gone", "disputed", "unlabelled", "does-not-fit", "sensitive", "secret", "pruned"] as const;
export type LeftOut = (typeof leftOut)[number];

export const ChallengeBuildResult = strict({
  prompt: Type.String(),
  digest: Type.String({ description: "SHA-256 over all cases and where they are: the same logs make the same set." }),
  outcome: word(["written", "unchanged"]),
  suites: Type.Array(strict({ suite: Type.String(), split: word(challengeSplits), file: Type.String(), cases: Type.Integer() })),
  cases: Type.Integer(),
  sources: Type.Array(
    strict({ source: word(challengeSources), cases: Type.Integer(), train: Type.Integer(), validation: Type.Integer(), holdout: Type.Integer() }),
    { description: "A case may have several sources." },
  ),
  random_share: Type.Number({ description: "Of the cases, those drawn without looking at how they did." }),
  merged: Type.Integer({ description: "Cases that came more than once." }),
  clusters: Type.Integer({ description: "Variants of one text, or cases of one group, count once here and are in the same split." }),
  without_label: Type.Integer({ description: "Clusters kept out of the holdout, because only a model or a person could say whether they pass." }),
  too_small: Type.Array(
    strict({
      split: word(challengeSplits),
      questions: Type.Integer({ description: "Variants count once." }),
      message: Type.String(),
      hint: Type.String({ description: "What to do." }),
    }),
    { description: "Parts that are empty, or too small for anything to be shown by them." },
  ),
  left_out: Type.Array(strict({ reason: word(leftOut), cases: Type.Integer() })),
  stale: Type.Array(Type.String(), { description: "Suites of an earlier set that have no case any more." }),
});
export type ChallengeBuildResult = Static<typeof ChallengeBuildResult>;
