import type { Judge } from "../../model/judge.ts";

/** Claims, then a word on each, as in Ragas (Es et al. 2023, https://arxiv.org/abs/2309.15217). */
export const contextFaithfulness: Judge = {
  schema_version: 1,
  description: "Which claims of an answer the context supports.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You check an answer against a context, claim by claim.

First take the answer apart into claims: short sentences, each with one fact, each to be understood without the others. Leave out greetings, questions and offers of help. Then pick for each claim:
- "supported": it follows from the context alone.
- "unsupported": the context does not say so, whatever you know yourself.
- "contradicted": the context says otherwise.`,
    },
    {
      role: "user",
      content: `What was asked:
{{ inputs }}

The context:
{{ context }}

The answer to check:
{{ answer }}`,
    },
  ],
  choices: { supported: 1, unsupported: 0, contradicted: 0 },
};
