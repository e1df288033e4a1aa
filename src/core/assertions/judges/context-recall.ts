import type { Judge } from "../../model/judge.ts";

/** As in Ragas (Es et al. 2023, https://arxiv.org/abs/2309.15217): it measures what retrieval found, so the answer is not looked at. */
export const contextRecall: Judge = {
  schema_version: 1,
  description: "Which claims of the expected answer the context holds.",
  version: 1,
  messages: [
    {
      role: "system",
      content: `You check whether a context holds what a right answer needs, claim by claim.

First take the right answer apart into claims: short sentences, each with one fact, each to be understood without the others. Then pick for each claim:
- "found": the context says so, in whatever words.
- "missing": the context does not say so, whatever you know yourself.`,
    },
    {
      role: "user",
      content: `What was asked:
{{ inputs }}

The context:
{{ context }}

The right answer:
{{ expected }}`,
    },
  ],
  choices: { found: 1, missing: 0 },
};
