import { experimentName } from "../../core/experiment/experiment-name.ts";
import type { ExperimentStatusResult } from "../../core/results/experiment.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { experimentNames, outcomesOf, requireExperiment, statusOf } from "./read-experiment.ts";

export interface ExperimentStatusInput {
  /** `billing/summarize@production~1`. Default: all that are running. */
  readonly experiment?: string | undefined;
  /** Those that are over as well. */
  readonly all: boolean;
  /** Ask the remote first. */
  readonly fetch: boolean;
}

/** What experiments say so far. Looking costs nothing: their intervals hold however often somebody does. @throws PromptopsError `unknown-experiment`. */
export async function experimentStatus(deps: ExperimentDeps, { experiment, all, fetch }: ExperimentStatusInput): Promise<ExperimentStatusResult> {
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const offline = fetch ? await ledger.sync() : undefined;
  if (offline !== undefined) throw offline;
  const view = await ledger.view();
  const names = experiment === undefined ? (await experimentNames(view)).map(experimentName) : [experiment];
  const experiments: ExperimentStatusResult["experiments"] = [];
  for (const text of names) {
    const found = await requireExperiment(view, text);
    if (experiment !== undefined || all || found.stop === undefined) experiments.push(statusOf(found, await outcomesOf(view, found.name)));
  }
  return { experiments };
}
