import type { ExperimentStatusResult } from "../../core/results/experiment.ts";
import { paintFor } from "../paint.ts";
import type { Screen } from "../screen.ts";
import { experimentNextStep } from "./next-step.ts";
import { statusLines } from "./status-lines.ts";

export function experimentStatusText({ experiments }: ExperimentStatusResult, screen: Screen): string {
  if (experiments.length === 0) return "No experiment is running: `promptops experiment start` begins one.";
  const paint = paintFor(screen);
  return experiments.map((status) => [...statusLines(status, paint), experimentNextStep(status)].filter(Boolean).join("\n")).join("\n\n");
}
