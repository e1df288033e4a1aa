import type { Judge } from "../../model/judge.ts";

/** Criteria, steps and a number, as in G-Eval (Liu et al. 2023, https://arxiv.org/abs/2303.16634). */
export const gEval: Judge = {
  schema_version: 1,
  description: "A number on a scale, by criteria and steps of the suite's own.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You rate an answer that another model gave, on a scale of whole numbers from the lowest to the highest of {{ choices }}. The highest means that the criteria are met fully, the lowest that they are not met at all.

Criteria:
{{ criteria }}
{% if steps %}
Go by these steps:
{% for step in steps %}{{ forloop.index }}. {{ step }}
{% endfor %}{% endif %}`,
    },
    {
      role: "user",
      content: `The task:
{{ inputs }}
{% if expected != nil %}
An answer known to be right:
{{ expected }}
{% endif %}
The answer to rate:
{{ answer }}`,
    },
  ],
  choices: { "1": 0, "2": 0.25, "3": 0.5, "4": 0.75, "5": 1 },
};
