import type { Sequence } from "./sequence.ts";

/** So many looks a gate takes at most; fewer, larger turns keep all hands busy, smaller ones save more calls. */
const mostTurns = 20;
const smallestTurn = 10;

/** The units that are run next, after so many: enough to keep several hands busy. Empty when all were run. */
export function nextTurn({ units }: Pick<Sequence, "units">, run: number): readonly (readonly string[])[] {
  return units.slice(run, run + Math.max(smallestTurn, Math.ceil(units.length / mostTurns)));
}
