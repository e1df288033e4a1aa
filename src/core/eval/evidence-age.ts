import type { GatePolicy } from "../model/gate-policy.ts";
import { oldestAnswer } from "./evidence-parts.ts";
import type { Evidence } from "./evidence.ts";

const dayMs = 86_400_000;
/** What is relied on shall not be too old before the rest has been run, and somebody has decided by it. */
const marginMs = 3_600_000;

type Aged = Pick<Evidence, "started_at" | "answered_at" | "parts" | "totals">;

/** Days since the oldest answer that it rests on; NaN when it does not say. @param at Milliseconds since the epoch. */
export function evidenceDays(evidence: Aged, at: number): number {
  return (at - Date.parse(oldestAnswer(evidence) ?? "")) / dayMs;
}

/** The same for people, to a tenth; undefined when it does not say. */
export function wholeDays(evidence: Aged, at: number): number | undefined {
  const days = evidenceDays(evidence, at);
  return Number.isNaN(days) ? undefined : Math.round(days * 10) / 10;
}

/** Older than the policy allows. What does not say how old it is counts as too old. */
export function isStale(evidence: Aged, { evidence_days }: Pick<GatePolicy, "evidence_days">, at: number): boolean {
  return evidence_days !== undefined && !(evidenceDays(evidence, at) <= evidence_days);
}

/** Since when answers must have been given to be relied on by a gate that asks for others now, milliseconds since the epoch; undefined = all may be. */
export function reliedSince(days: number | undefined, now: number): number | undefined {
  if (days === undefined) return undefined;
  const allowed = days * dayMs;
  return now - allowed + Math.min(marginMs, allowed / 10);
}
