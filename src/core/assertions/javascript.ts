import { strict, Type } from "../model/shape.ts";
import { configParam } from "./code-params.ts";
import { assertionKind } from "./kind.ts";

export const javascript = assertionKind({
  type: "javascript",
  area: "code",
  summary:
    "A scorer of the repository decides: the default export of `file` gets `(input, config)` and returns a boolean, a number from 0 to 1, or `{ score, pass, reason }`.",
  params: strict({
    file: Type.String({ maxLength: 400, pattern: "^(?!.*/\\.\\.(?:/|$))scorers/[^\\\\\\u0000]+\\.m?js$", description: "Below `scorers/`." }),
    ...configParam,
  }),
  needs: ["runScorer"],
  code: true,
  files: ({ file }) => [{ path: file, at: ["file"] }],
  score(input, { file, config }, { runScorer }) {
    return runScorer(file, input, config);
  },
});
