import { versionName } from "../../core/release/version-name.ts";
import type { ExperimentStatus } from "../../core/results/experiment.ts";
import { parseExperimentName } from "../../core/experiment/experiment-name.ts";

/** The command that follows from a verdict; undefined where it is to wait. */
export function experimentNextStep({ start, stop, verdict }: ExperimentStatus): string | undefined {
  if (verdict === "better") return `next: promptops promote ${versionName(start.candidate)} ${parseExperimentName(start.experiment)?.environment ?? ""}`;
  if (stop === undefined && verdict !== "running") return `next: promptops experiment stop ${start.experiment} --reason '${verdict}'`;
  return undefined;
}
