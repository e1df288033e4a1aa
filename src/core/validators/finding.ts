import { strict, Type, type Static } from "../model/shape.ts";

/** One thing a static validator holds against a prompt. Any finding refuses a release. */
export const Finding = strict({
  code: Type.String({ description: "Stable reason code: the validator's name." }),
  message: Type.String({ description: "One sentence: what is wrong, and where." }),
  hint: Type.String({ description: "One sentence: what to do." }),
  path: Type.Optional(Type.String({ description: "Where in the prompt: `messages[1].content`, `partials.tone`." })),
  line: Type.Optional(Type.Integer({ minimum: 1, description: "The line of the text there." })),
  text: Type.Optional(Type.String({ description: "The words of the prompt that it is about, where there are any: what an acceptance names." })),
  manifest_path: Type.Optional(Type.String({ description: "The manifest's constraint that is broken: `constraints.max_prompt_tokens`." })),
});
export type Finding = Static<typeof Finding>;
