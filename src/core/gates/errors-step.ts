import type { ErrorCause } from "../eval/error-causes.ts";
import type { EvidenceCase } from "../eval/evidence.ts";
import { caseKey } from "./case-key.ts";
import type { GateStep } from "./gate-report.ts";
import { gateStep } from "./gate-step.ts";
import { counted, firstFew } from "./words.ts";

const keyHint = "Put a key that the provider takes into the variable that its `api_key_env` names, then ask again.";

/**
 * An error is not a fail: with one, nobody knows the answer; nor does anybody while a person has not said.
 * @param causes Why cases ended in an error, the commonest first.
 */
export function errorsStep(
  prompt: string,
  candidate: readonly EvidenceCase[],
  baseline: readonly EvidenceCase[],
  causes: readonly ErrorCause[] = [],
): GateStep {
  const errors = [keysOf(candidate, "error"), keysOf(baseline, "error")] as const;
  const pending = [keysOf(candidate, "pending"), keysOf(baseline, "pending")] as const;
  if (errors.flat().length > 0) {
    const step = gateStep(prompt, "error-cases", `${clauses(errors)} ended in an error: ${names(errors)}.${commonest(causes)}`, {
      candidate_errors: errors[0].length,
      baseline_errors: errors[1].length,
    });
    return { ...step, ...(causes[0]?.kind === "auth" && { hint: keyHint }), ...(causes.length > 0 && { causes: [...causes] }) };
  }
  if (pending.flat().length > 0)
    return gateStep(
      prompt,
      "pending-cases",
      `${clauses(pending)} ${pending.flat().length === 1 ? "waits" : "wait"} for a person's rating: ${names(pending)}.`,
      {
        candidate_pending: pending[0].length,
        baseline_pending: pending[1].length,
      },
    );
  return gateStep(prompt, "no-errors", "Every case was answered and scored.");
}

function commonest([first, ...others]: readonly ErrorCause[]): string {
  if (first === undefined) return "";
  return ` ${others.length === 0 ? "Why" : "Most often"}: ${first.message.replace(/\.$/, "")}.`;
}

type Sides = readonly [candidate: readonly string[], baseline: readonly string[]];

function clauses([ours, theirs]: Sides): string {
  return [
    ...(ours.length > 0 ? [`${counted(ours.length, "case")} of the candidate`] : []),
    ...(theirs.length > 0 ? [`${counted(theirs.length, "case")} of the baseline`] : []),
  ].join(" and ");
}

function names(sides: Sides): string {
  return firstFew([...new Set(sides.flat())]);
}

function keysOf(cases: readonly EvidenceCase[], wanted: EvidenceCase["status"]): string[] {
  return cases.filter(({ status }) => status === wanted).map(caseKey);
}
