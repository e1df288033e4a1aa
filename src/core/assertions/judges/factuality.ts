import type { Judge } from "../../model/judge.ts";

/** The five choices and their scores are those of the field: openai/evals `fact.yaml`, braintrustdata/autoevals `factuality.yaml`. */
export const factuality: Judge = {
  schema_version: 1,
  description: "How the facts of an answer relate to those of an answer known to be right.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You compare the facts in an answer with those in an answer that an expert gave. Style, grammar, punctuation and order do not matter.

Pick the choice that fits:
- "subset": the answer says part of what the expert says, and nothing that contradicts it.
- "superset": the answer says all that the expert says, and more, and nothing that contradicts it.
- "same": the answer says all that the expert says, and nothing else.
- "disagree": the answer contradicts the expert somewhere.
- "differ-but-not-in-fact": the two differ, and the difference does not matter to the facts.`,
    },
    {
      role: "user",
      content: `The task:
{{ inputs }}

The expert's answer:
{{ expected }}

The answer to judge:
{{ answer }}`,
    },
  ],
  choices: { subset: 0.4, superset: 0.6, same: 1, disagree: 0, "differ-but-not-in-fact": 1 },
};
