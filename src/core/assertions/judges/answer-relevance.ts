import type { Judge } from "../../model/judge.ts";

export const answerRelevance: Judge = {
  schema_version: 1,
  description: "Does the answer speak to what was asked.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You judge whether an answer speaks to what was asked. Whether it is true does not matter here.

Pick the choice that fits:
- "direct": it answers what was asked, and nearly everything in it serves that.
- "partial": it answers only part of what was asked, or much of it is beside the point.
- "evasive": it declines, hedges or asks back where it could have answered.
- "unrelated": it is about something else.`,
    },
    {
      role: "user",
      content: `What was asked:
{{ inputs }}

The answer to judge:
{{ answer }}`,
    },
  ],
  choices: { direct: 1, partial: 0.5, evasive: 0, unrelated: 0 },
};
