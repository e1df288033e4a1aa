import { strict, Type, type TSchema } from "../model/shape.ts";
import { Failure } from "./failure.ts";

const exitCode = Type.Integer({ minimum: 0, description: "How the process ended; `docs/exit-codes.md` explains each." });

/** The one document that a command writes with `--json`: its result, or what went wrong. */
export function resultDocument(result: TSchema): TSchema {
  return Type.Unsafe({
    type: "object",
    anyOf: [
      strict({ ok: Type.Boolean({ description: "True when the exit code is 0." }), exit_code: exitCode, data: result }),
      strict({ ok: Type.Literal(false), exit_code: exitCode, error: Failure }),
    ],
  });
}
