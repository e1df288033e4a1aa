import type { ExperimentStopResult } from "../../core/results/experiment.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { experimentNextStep } from "./next-step.ts";
import { statusLines } from "./status-lines.ts";

export function experimentStopText({ outcome, shared, status }: ExperimentStopResult, screen: Screen): string {
  return [
    outcome === "stopped" ? `Stopped${shared ? "" : "; the remote does not know it yet"}.` : "It was stopped before.",
    "",
    ...statusLines(status, paintFor(screen)),
    ...[experimentNextStep(status) ?? []].flat(),
  ].join("\n");
}
