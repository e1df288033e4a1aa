import { OutcomeRecord, type UseOutcome } from "../../core/ledger/outcome-record.ts";
import { outcomeFolder } from "../../core/ledger/record-names.ts";
import { outcomesOfVersion } from "../../core/release/outcomes-of-version.ts";
import { experimentName } from "../../core/experiment/experiment-name.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { experimentNames, outcomesOf, requireExperiment } from "../experiment/read-experiment.ts";
import { recordIn } from "../run-due/read-record.ts";

export interface VersionInPlace {
  readonly environment: string;
  readonly prompt: string;
  readonly version: string;
}

/** Everything that was recorded of a version in an environment: outside of experiments, and as an arm of them. @throws PromptopsError `ledger-damaged`. */
export async function readOutcomes(view: LedgerView, { environment, prompt, version }: VersionInPlace): Promise<UseOutcome[]> {
  const outcomes: UseOutcome[] = [];
  for await (const { path, text } of view.records(outcomeFolder({ environment, prompt, version })))
    outcomes.push(...recordIn(OutcomeRecord, path, text).outcomes);
  for (const name of await experimentNames(view)) {
    if (name.environment !== environment || name.prompt !== prompt) continue;
    const { start } = await requireExperiment(view, experimentName(name));
    outcomes.push(...outcomesOfVersion(start, await outcomesOf(view, name), version));
  }
  return outcomes;
}
