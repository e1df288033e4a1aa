import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";

export const GateResult = strict({
  prompt: Type.String(),
  source: Type.String({ description: "What was judged: `the work tree`, `commit 1a2b3c4`." }),
  prompt_digest: Type.String(),
  environment: Type.Optional(Type.String()),
  gate: GateReport,
  floor: Type.Optional(
    strict({
      level: word(["major", "minor", "patch"]),
      reasons: Type.Array(Type.String()),
      since: Type.String({ description: "The version it was compared with." }),
    }),
  ),
});
export type GateResult = Static<typeof GateResult>;
