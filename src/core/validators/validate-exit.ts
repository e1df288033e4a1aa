import { gravest, type ExitName } from "../errors/exit-code.ts";
import { evaluationExit } from "../eval/evaluation-verdict.ts";
import type { ValidateResult } from "../results/validate.ts";

/** How the process ends: a problem is the user's to mend, and a judge that did not answer leaves the question open. */
export function validateExit({ problems, semantic }: ValidateResult): ExitName {
  const errors = (semantic?.checks ?? []).filter(({ outcome }) => outcome === "error").map(({ error_kind: kind = "" }) => kind);
  return gravest([...(problems.length === 0 ? [] : (["usage"] as const)), ...(errors.length === 0 ? [] : [evaluationExit("error", errors)])]);
}
