import type { Sequence } from "./sequence.ts";

/** So many looks a gate takes at most; fewer, larger turns keep all hands busy, smaller ones save more calls. */
const mostTurns = 20;
const smallestTurn = 10;

/** The units that are run next, after so many: enough to keep several hands busy. Empty when all were run. */
export function nextTurn({ units }: Pick<Sequence, "units">, run: number): readonly (readonly string[])[] {
  return units.slice(run, run + sizeOf(units));
}

/** So many turns it takes when all of them are run. */
export function turnsIn({ units }: Pick<Sequence, "units">): number {
  return Math.max(1, Math.ceil(units.length / sizeOf(units)));
}

function sizeOf(units: Sequence["units"]): number {
  return Math.max(smallestTurn, Math.ceil(units.length / mostTurns));
}
