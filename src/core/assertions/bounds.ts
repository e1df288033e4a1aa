import { counted } from "../gates/words.ts";
import type { Scored } from "./kind.ts";

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** What is wrong with bounds, if anything: none at all, or no count could lie between them. */
export function boundsProblem({ min, max }: Bounds): string | undefined {
  if (min === undefined && max === undefined) return "Neither `min` nor `max` is given, so every answer passes. Give one of them.";
  return min !== undefined && max !== undefined && min > max ? `\`min\` (${min}) is above \`max\` (${max}).` : undefined;
}

/** 1 within the bounds; outside, how near the count comes to the bound it misses: half as many as asked for is 0.5, twice as many too. @param one Of what is counted, as `word`. */
export function scoreBounds(count: number, one: string, { min = 0, max = Infinity }: Bounds): Scored {
  const told = counted(count, one);
  if (count < min) return { score: count / min, pass: false, reason: `${told}, fewer than ${min}` };
  if (count > max) return { score: max / count, pass: false, reason: `${told}, more than ${max}` };
  return { score: 1, pass: true, reason: `${told}, as asked for` };
}
