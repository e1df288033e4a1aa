import { strict, Type } from "../model/shape.ts";

export const ProblemRecord = strict({
  rule: Type.String(),
  file: Type.String({ description: "Repository-relative POSIX path." }),
  line: Type.Optional(Type.Integer({ minimum: 1 })),
  column: Type.Optional(Type.Integer({ minimum: 1 })),
  path: Type.Optional(Type.String({ description: "Where in the document, as `messages[1].content`." })),
  message: Type.String(),
  hint: Type.Optional(Type.String()),
});

/** The `error` of a command's `--json` when it could not answer; see `core/errors/error-description.ts`. */
export const Failure = strict({
  code: Type.String({ description: "Stable; `docs/errors.md` lists all of them." }),
  message: Type.String({ description: "One sentence: what happened." }),
  where: Type.Optional(Type.String({ description: "The file, ref, URL or flag it is about." })),
  hint: Type.String({ description: "The next step." }),
  problems: Type.Array(ProblemRecord),
});
