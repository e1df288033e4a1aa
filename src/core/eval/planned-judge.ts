import { strict, Type, word, type Static } from "../model/shape.ts";

/** A model that assertions ask, and what it is asked by: a judge, a rival's answer to the same request, or an embedding. */
export const PlannedJudge = strict({
  use: word(["judge", "rival", "embedding"]),
  judge: Type.Optional(Type.String({ description: "The judge's name." })),
  version: Type.Optional(Type.Integer({ description: "The judge's own." })),
  model: Type.String({ description: "`provider/name`" }),
  digest: Type.String({ description: "Of everything that decides its answer: the judge's messages and choices, the model's configuration." }),
});
export type PlannedJudge = Static<typeof PlannedJudge>;

/** What people call it: `factuality by openai/gpt-5-mini`. */
export function judgeLabel({ use, judge, model }: Pick<PlannedJudge, "use" | "judge" | "model">): string {
  return `${judge ?? use} by ${model}`;
}
