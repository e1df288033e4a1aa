import type { GatePolicy } from "../model/gate-policy.ts";
import { provedAt } from "./evidence-parts.ts";
import type { Evidence } from "./evidence.ts";

const dayMs = 86_400_000;

/** Days since the oldest of its cases had been run; NaN when it does not say. @param at Milliseconds since the epoch. */
export function evidenceDays(evidence: Pick<Evidence, "finished_at" | "parts">, at: number): number {
  return daysSince(provedAt(evidence), at);
}

/** Older than the policy allows. What does not say how old it is counts as too old. */
export function isStale(evidence: Pick<Evidence, "finished_at" | "parts">, { evidence_days }: Pick<GatePolicy, "evidence_days">, at: number): boolean {
  return evidence_days !== undefined && !(evidenceDays(evidence, at) <= evidence_days);
}

function daysSince(moment: string, at: number): number {
  return (at - Date.parse(moment)) / dayMs;
}
