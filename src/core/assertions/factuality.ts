import { strict, Type } from "../model/shape.ts";
import { knownAnswer } from "./expected-text.ts";
import { judgeParams } from "./judge-params.ts";
import { assertionKind } from "./kind.ts";

export const factuality = assertionKind({
  type: "factuality",
  area: "judges",
  summary:
    "A judge compares the answer's facts with those of `value`; without it of the case's `expected`: `same` and `differ-but-not-in-fact` score 1, `superset` 0.6, `subset` 0.4, `disagree` 0.",
  params: strict({ value: Type.Optional(Type.String({ minLength: 1, description: "The facts." })), ...judgeParams }),
  needs: ["askJudge"],
  tells: ({ value }) => ({ whole: value }),
  usesExpected: ({ value }) => value === undefined,
  fromExpected: (expected) => knownAnswer("factuality", undefined, expected),
  judge: "factuality",
  threshold: 0.5,
  score({ output, inputs, expected: known }, { value, judge = "factuality", model }, { askJudge }) {
    const expected = knownAnswer("factuality", value, known);
    return askJudge({ judge, model, form: "choice", data: { answer: output, inputs, expected } });
  },
});
