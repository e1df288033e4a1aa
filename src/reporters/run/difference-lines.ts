import type { RunsDiffResult } from "../../core/results/runs.ts";
import { oneLine } from "../one-line.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";

const shown = 600;

/** What differs, the earlier below the name of it and the later below that. */
export function differenceLines(differences: RunsDiffResult["differences"], screen: Screen): string[] {
  const paint = paintFor(screen);
  return differences.flatMap(({ what, before, after }) => [
    paint("bold", what),
    ...(before === undefined ? [] : [paint("red", `  - ${oneLine(before, shown)}`)]),
    ...(after === undefined ? [] : [paint("green", `  + ${oneLine(after, shown)}`)]),
  ]);
}
