import { PromptDiff } from "../release/diff-prompts.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

const Side = strict({
  name: Type.String({ description: "`billing/summarize@1.2.0`, or where it was read from." }),
  prompt: Type.String(),
  prompt_digest: Type.String(),
});

export const DiffResult = strict({
  from: Side,
  to: Side,
  floor: strict(
    { level: word(["major", "minor", "patch", "none"]), reasons: Type.Array(Type.String()) },
    { description: "How much a version's number would have to rise." },
  ),
  diff: PromptDiff,
});
export type DiffResult = Static<typeof DiffResult>;
