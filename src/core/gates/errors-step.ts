import type { EvidenceCase } from "../eval/evidence.ts";
import { caseKey } from "./decisive-cases.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, firstFew } from "./words.ts";

/** An error is not a fail: with one, nobody knows the answer. */
export function errorsStep(prompt: string, candidate: readonly EvidenceCase[], baseline: readonly EvidenceCase[]): GateStep {
  const [ours, theirs] = [errorsOf(candidate), errorsOf(baseline)];
  if (ours.length + theirs.length === 0) return gateStep(prompt, "no-errors", "Every case was answered and scored.");
  const clauses = [
    ...(ours.length > 0 ? [`${counted(ours.length, "case")} of the candidate`] : []),
    ...(theirs.length > 0 ? [`${counted(theirs.length, "case")} of the baseline`] : []),
  ];
  return gateStep(prompt, "error-cases", `${clauses.join(" and ")} ended in an error: ${firstFew([...new Set([...ours, ...theirs])])}.`, {
    candidate_errors: ours.length,
    baseline_errors: theirs.length,
  });
}

function errorsOf(cases: readonly EvidenceCase[]): string[] {
  return cases.filter(({ status }) => status === "error").map(caseKey);
}
