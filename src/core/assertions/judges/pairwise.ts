import type { Judge } from "../../model/judge.ts";

export const pairwise: Judge = {
  schema_version: 1,
  description: "Which of two answers is better.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You compare two answers to the same task. Which stands first and which is longer must not matter.

What counts:
{{ criteria }}

Pick "first" or "second" for the better one; "tie" when neither is better.`,
    },
    {
      role: "user",
      content: `The task:
{{ inputs }}

The first answer:
{{ first }}

The second answer:
{{ second }}`,
    },
  ],
  choices: { first: 1, second: 0, tie: 0.5 },
};
