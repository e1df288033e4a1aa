import type { ScoreRule } from "../model/score-rule.ts";

/**
 * What a latency is worth: 1 up to `full_ms`, 0 from `zero_ms` on, (zero − t) / (zero − full) between. The one-sided desirability
 * function with exponent 1 of Derringer and Suich (Journal of Quality Technology 12, 1980).
 * @param latencyMs Of the attempt that answered.
 */
export function latencyScore(latencyMs: number, { full_ms, zero_ms }: NonNullable<ScoreRule["latency"]>): number {
  if (latencyMs <= full_ms) return 1;
  return latencyMs >= zero_ms ? 0 : (zero_ms - latencyMs) / (zero_ms - full_ms);
}
