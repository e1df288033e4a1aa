import type { Judge } from "../../model/judge.ts";

export const rubric: Judge = {
  schema_version: 1,
  description: "One choice by criteria of the suite's own.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You judge an answer that another model gave, by the rubric below and nothing else.

Rubric:
{{ criteria }}`,
    },
    {
      role: "user",
      content: `What the other model was given:
{{ inputs }}
{% if expected != nil %}
An answer known to be right:
{{ expected }}
{% endif %}
The answer to judge:
{{ answer }}`,
    },
  ],
  choices: { pass: 1, fail: 0 },
};
