import { assignArm } from "../../core/experiment/assign-arm.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { ExperimentAssignResult } from "../../core/results/experiment.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { requireExperiment } from "./read-experiment.ts";

/** Which version a unit gets; when the experiment is over, control. @throws PromptopsError `unknown-experiment`. */
export async function assignUnit(deps: ExperimentDeps, experiment: string, unit: string): Promise<ExperimentAssignResult> {
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const { start, stop } = await requireExperiment(await ledger.view(), experiment);
  const arm = stop === undefined ? assignArm(start, unit) : "control";
  return { experiment: start.experiment, arm, version: versionName(start[arm]), running: stop === undefined };
}
