import { ModelId, strict, Type } from "../model/shape.ts";
import { cosine } from "./cosine.ts";
import { asText, expectedText } from "./expected-text.ts";
import { assertionKind } from "./kind.ts";

export const similar = assertionKind({
  type: "similar",
  area: "text",
  summary: "The answer means the same as `value`; without it as the case's `expected`. The score is the cosine of both texts' embeddings, never below 0.",
  params: strict({
    value: Type.Optional(Type.String({ minLength: 1 })),
    model: Type.Optional({ ...ModelId, description: "The embedding model, `provider/name`. Default: the project's `evaluation.embeddings`." }),
  }),
  needs: ["embed"],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => expectedText("similar", undefined, expected),
  threshold: 0.75,
  embedded({ value }, expected) {
    const text = asText(value ?? expected);
    return text === undefined ? [] : [text];
  },
  async score({ output, expected }, { value, model }, { embed }) {
    const text = expectedText("similar", value, expected);
    if (output.trim() === "") return { score: 0, reason: "there is no answer" };
    const [answer = [], target = []] = await embed([output, text], model);
    const score = Math.max(0, cosine(answer, target));
    return { score, reason: `cosine ${score.toFixed(3)}` };
  },
});
