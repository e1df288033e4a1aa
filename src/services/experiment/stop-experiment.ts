import { stopPath } from "../../core/experiment/experiment-name.ts";
import type { ExperimentStop } from "../../core/ledger/experiment-records.ts";
import type { ExperimentStopResult } from "../../core/results/experiment.ts";
import { requireReason } from "../deliveries/require-reason.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { commitRecords } from "./commit-records.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { outcomesOf, requireExperiment, statusOf } from "./read-experiment.ts";

export interface StopExperimentInput {
  readonly experiment: string;
  readonly reason: string;
}

/** Ends an experiment with what its outcomes say now; what they do not say stays open. @throws PromptopsError `unknown-experiment`, `missing-reason`, `unknown-identity`. */
export async function stopExperiment(deps: ExperimentDeps, { experiment: text, reason }: StopExperimentInput): Promise<ExperimentStopResult> {
  requireReason(reason, "An experiment is stopped for a reason.");
  const by = await requireIdentity(deps.git);
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const offline = await ledger.sync();
  const view = await ledger.view();
  const experiment = await requireExperiment(view, text);
  const outcomes = await outcomesOf(view, experiment.name);
  if (experiment.stop !== undefined) return { outcome: "already-stopped", shared: offline === undefined, status: statusOf(experiment, outcomes) };
  const { verdict } = statusOf(experiment, outcomes);
  const stop: ExperimentStop = {
    schema_version: 1,
    kind: "experiment-stop",
    experiment: experiment.start.experiment,
    at: new Date(deps.clock.now()).toISOString(),
    by,
    verdict: verdict === "running" ? "inconclusive" : verdict,
    reason: { code: "stopped-by-person", message: reason.trim() },
  };
  const records = [{ path: stopPath(experiment.name), text: `${JSON.stringify(stop)}\n` }];
  const shared = await commitRecords(ledger, { records, message: `Stop experiment ${stop.experiment}`, by, at: deps.clock.now() });
  return { outcome: "stopped", shared, status: statusOf({ ...experiment, stop }, outcomes) };
}
