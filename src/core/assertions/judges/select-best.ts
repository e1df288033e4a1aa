import type { Judge } from "../../model/judge.ts";

/** Its choices are the answers' numbers, which only the question knows. */
export const selectBest: Judge = {
  schema_version: 1,
  description: "The best of several answers.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You choose the best of several answers to the same task. Where an answer stands and how long it is must not matter.

What counts:
{{ criteria }}

Pick the number of the best answer.`,
    },
    {
      role: "user",
      content: `The task:
{{ inputs }}
{% for each in answers %}
Answer {{ forloop.index }}:
{{ each }}
{% endfor %}`,
    },
  ],
};
