import type { GatePolicy } from "../model/gate-policy.ts";
import type { Evidence } from "./evidence.ts";

const dayMs = 86_400_000;

/** Days since the evaluation was finished; NaN when it does not say. @param at Milliseconds since the epoch. */
export function evidenceDays({ finished_at }: Pick<Evidence, "finished_at">, at: number): number {
  return (at - Date.parse(finished_at)) / dayMs;
}

/** Older than the policy allows. What does not say how old it is counts as too old. */
export function isStale(evidence: Pick<Evidence, "finished_at">, { evidence_days }: Pick<GatePolicy, "evidence_days">, at: number): boolean {
  return evidence_days !== undefined && !(evidenceDays(evidence, at) <= evidence_days);
}
