import { strict, Type } from "../model/shape.ts";
import { assertionKind } from "./kind.ts";

export const human = assertionKind({
  type: "human",
  area: "people",
  summary: "A person decides. Until one has rated the answer the case is pending, unless something else fails it.",
  params: strict({ question: Type.String({ minLength: 1, description: "What the person is asked about the answer." }) }),
  needs: ["ratingOf"],
  threshold: 0.5,
  async score(_, { question }, { ratingOf }) {
    return (await ratingOf(question)) ?? { score: 0, pending: true, reason: `nobody has said yet: ${question}` };
  },
});
