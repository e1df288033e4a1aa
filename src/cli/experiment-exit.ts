import { gravest, type ExitName } from "../core/errors/exit-code.ts";
import type { ExperimentVerdict } from "../core/experiment/experiment-verdicts.ts";

const exits: Readonly<Record<ExperimentVerdict, ExitName>> = {
  running: "done",
  better: "done",
  worse: "no",
  harmful: "no",
  invalid: "no",
  inconclusive: "inconclusive",
};

/** How a command about experiments ends: one that runs, or whose candidate is better, is as it should be. */
export function experimentExit(experiments: readonly { readonly verdict: ExperimentVerdict }[]): ExitName {
  return gravest(experiments.map(({ verdict }) => exits[verdict]));
}

/** Of a list those count that still run: what ended years ago is no news. */
export function runningExit(experiments: readonly { readonly verdict: ExperimentVerdict; readonly stop?: object | undefined }[]): ExitName {
  return experimentExit(experiments.filter(({ stop }) => stop === undefined));
}
