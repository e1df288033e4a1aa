import { strict, Type, word, type Static } from "../model/shape.ts";

export const VerifyCheck = strict({
  check: word(["log", "state", "tag", "statement", "entry", "digest", "evidence", "signature", "unfinished"]),
  outcome: word(["ok", "note", "problem"], {
    description: "`note`: cannot be checked here, or was never promised. `problem`: it is not what it claims to be.",
  }),
  message: Type.String(),
});
export type VerifyCheck = Static<typeof VerifyCheck>;

export const VerifyResult = strict({
  sound: Type.Boolean({ description: "No check found a problem." }),
  entries: Type.Integer({ description: "Entries of the release log." }),
  log: Type.Array(VerifyCheck),
  versions: Type.Array(strict({ name: Type.String(), checks: Type.Array(VerifyCheck) })),
  bundle: Type.Optional(
    strict({ file: Type.String(), made_at: Type.String(), tool_version: Type.String() }, { description: "With `--bundle`: what it says of itself." }),
  ),
});
export type VerifyResult = Static<typeof VerifyResult>;
