import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { reliedSince } from "../../core/eval/evidence-age.ts";
import type { EvaluateInput } from "./evaluation-input.ts";

/** What an evaluation that begins now says of the evidence that it takes over. @param now Milliseconds since the epoch. */
export function reusesSince({ days }: NonNullable<EvaluateInput["reuse"]>, now: number): NonNullable<EvaluationHeader["reuses"]> {
  const since = reliedSince(days, now);
  return since === undefined ? {} : { proved_since: new Date(since).toISOString() };
}
