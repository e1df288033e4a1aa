import type { JobsRunResult } from "../../core/results/jobs.ts";
import { timeText } from "../release/live-text.ts";
import type { Screen } from "../screen.ts";
import { deliveryLines, ranRuns } from "./ran-runs.ts";

/** What was run, what was left alone, what was delivered. */
export function jobsRunText({ runs, passed, deliveries, notes }: JobsRunResult, screen: Screen): string {
  const left = passed.map(({ slot, why }) => `left alone ${timeText(slot)}: ${why}`);
  const lines = [...notes, ...ranRuns(runs, screen), ...left, ...deliveryLines(deliveries, screen)];
  return lines.length === 0 ? "There was nothing to run." : lines.join("\n");
}
