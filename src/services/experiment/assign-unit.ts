import { assignArm } from "../../core/experiment/assign-arm.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { ExperimentAssignResult } from "../../core/results/experiment.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { requireExperiment } from "./read-experiment.ts";

/** Which version a unit gets; when the experiment is over, control. @throws PromptopsError `missing-argument`, `unknown-experiment`. */
export async function assignUnit(deps: ExperimentDeps, experiment: string, unit: string): Promise<ExperimentAssignResult> {
  if (unit.trim() === "")
    throw new PromptopsError("missing-argument", "A unit has a name: an empty one is nobody's.", {
      where: "UNIT",
      hint: "Name the user, the ticket or the session.",
    });
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const { start, stop } = await requireExperiment(await ledger.view(), experiment);
  const arm = stop === undefined ? assignArm(start, unit) : "control";
  return { experiment: start.experiment, arm, version: versionName(start[arm]), running: stop === undefined };
}
