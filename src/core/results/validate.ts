import { strict, Type, word, type Static } from "../model/shape.ts";
import { AcceptedFinding } from "../validators/accepted-finding.ts";
import { ProblemRecord } from "./failure.ts";

export const SemanticCheck = strict({
  prompt: Type.String(),
  code: Type.String({ description: "The check's reason code." }),
  outcome: word(["passed", "found", "accepted", "error", "nothing-to-ask"], {
    description:
      "`found`: it is among the problems. `accepted`: it would be, but for the manifest. `error`: there is no answer, so nobody knows. `nothing-to-ask`: no contract, no manifest, or nothing released yet.",
  }),
  reason: Type.Optional(Type.String({ description: "The judge's, or why there is no answer." })),
  error_kind: Type.Optional(Type.String({ description: "Of an `error`: `auth`, `rate-limit`, `budget` (the cost cap), `malformed-judgement` …" })),
  cached: Type.Optional(Type.Boolean({ description: "The answer was paid for before." })),
});
export type SemanticCheck = Static<typeof SemanticCheck>;

export const SemanticChecks = strict(
  {
    model: Type.String({ description: "Who was asked: `provider/name`." }),
    calls: Type.Integer({ minimum: 0, description: "Paid for now." }),
    cost_nano_usd: Type.Optional(Type.Number({ description: "Of these calls, billionths of a US dollar; absent when a price is unknown." })),
    max_cost_nano_usd: Type.Optional(Type.Integer({ description: "The cost cap they were made under." })),
    checks: Type.Array(SemanticCheck),
  },
  { description: "What a model was asked; only with `--semantic`." },
);
export type SemanticChecks = Static<typeof SemanticChecks>;

/** What a validator found in a prompt, and its manifest says shall stay. */
export const AcceptedInPrompt = strict({ prompt: Type.String(), ...AcceptedFinding.properties });
export type AcceptedInPrompt = Static<typeof AcceptedInPrompt>;

export const ValidateResult = strict({
  files: Type.Integer({ minimum: 0, description: "Files looked at." }),
  problems: Type.Array(ProblemRecord, { description: "By file, and inside a file from top to bottom." }),
  accepted: Type.Optional(Type.Array(AcceptedInPrompt, { description: "What manifests accept of what validators found; absent = nothing." })),
  warnings: Type.Optional(
    Type.Array(ProblemRecord, {
      description: "What nobody has to mend: acceptances that nothing needs any more, namespaces that no prompt is in. Absent = none.",
    }),
  ),
  semantic: Type.Optional(SemanticChecks),
});
export type ValidateResult = Static<typeof ValidateResult>;
