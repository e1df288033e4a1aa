import type { Judge } from "../../model/judge.ts";

export const closedQa: Judge = {
  schema_version: 1,
  description: "Does the answer meet one criterion: yes or no.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You decide whether an answer that another model gave meets a criterion. Go by the criterion alone, not by what you would have answered.

Criterion:
{{ criteria }}

Pick "yes" when the answer meets it fully, else "no".`,
    },
    {
      role: "user",
      content: `The task:
{{ inputs }}
{% if expected != nil %}
An answer known to be right:
{{ expected }}
{% endif %}
The answer to judge:
{{ answer }}`,
    },
  ],
  choices: { yes: 1, no: 0 },
};
