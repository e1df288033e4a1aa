import { GateReport } from "../gates/gate-report.ts";
import { strict, Type, word, type Static } from "../model/shape.ts";
import { TakenBack } from "../release/taken-back.ts";
import { promotionPolicy } from "./release-parts.ts";

/** One prompt and what its gate says. */
export const GatedPrompt = strict({
  prompt: Type.String(),
  source: Type.String({ description: "What was judged: `the work tree`, `commit 1a2b3c4`." }),
  prompt_digest: Type.String(),
  environment: Type.Optional(Type.String()),
  gate: GateReport,
  ...promotionPolicy,
  taken_back: Type.Optional({
    ...TakenBack,
    description: "This very state was live there as this version, and the last thing that happened there was its rollback.",
  }),
  floor: Type.Optional(
    strict({
      level: word(["major", "minor", "patch"]),
      reasons: Type.Array(Type.String()),
      since: Type.String({ description: "The version it was compared with." }),
    }),
  ),
});
export type GatedPrompt = Static<typeof GatedPrompt>;

export const GateResult = strict({
  verdict: word(["pass", "fail", "inconclusive", "error"], { description: "The worst of all gates: error, fail, inconclusive, pass." }),
  changed: Type.Optional(
    strict(
      { since: Type.String(), commit: Type.String(), prompts: Type.Array(Type.String()) },
      { description: "With `--changed`: the prompts that differ from that commit; there may be none." },
    ),
  ),
  gates: Type.Array(GatedPrompt),
});
export type GateResult = Static<typeof GateResult>;
