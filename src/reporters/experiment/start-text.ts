import type { ExperimentStartResult } from "../../core/results/experiment.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";

export function experimentStartText({ outcome, environment, control, candidate, refusals, start }: ExperimentStartResult, screen: Screen): string {
  const paint = paintFor(screen);
  if (outcome === "refused" || start === undefined) {
    return [
      `${paint("red", "Not started")}: the policy of ${environment} does not let ${candidate} there.`,
      ...refusals.flatMap(({ code, message, hint }) => [`  ${code}: ${message}`, `    hint: ${hint}`]),
    ].join("\n");
  }
  const { experiment, share, guards, max_units } = start;
  return [
    `Started ${paint("bold", experiment)}: ${candidate} for ${Math.round(share * 100)} % of units, ${control} for the others.`,
    ...(guards.length === 0 ? [] : [`Guards: ${guards.map(({ name, margin }) => `${name} (at most ${margin} worse)`).join(", ")}.`]),
    ...(max_units === undefined ? [] : [`Undecided after ${max_units} units.`]),
    `next: promptops experiment record ${experiment} outcomes.jsonl`,
  ].join("\n");
}
