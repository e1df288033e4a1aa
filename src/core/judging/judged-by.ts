import { strict, Type, type Static } from "../model/shape.ts";

/** Who gave a check its word, and what he was asked. */
export const JudgedBy = strict({
  judge: Type.String({ description: "`rubric by openai/gpt-5-mini`" }),
  digest: Type.String({
    pattern: "^[0-9a-f]{24}$",
    description: "Of all that decides the word beside the answer: the judge's messages, choices and model, the assertion's rubric and threshold.",
  }),
});
export type JudgedBy = Static<typeof JudgedBy>;
