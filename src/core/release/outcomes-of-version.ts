import type { ExperimentStart, Outcome } from "../ledger/experiment-records.ts";
import type { UseOutcome } from "../ledger/outcome-record.ts";

/** What an experiment says of a version: the outcomes of its arm, as those that are recorded outside of experiments are. */
export function outcomesOfVersion(
  { control, candidate }: Pick<ExperimentStart, "control" | "candidate">,
  outcomes: readonly Outcome[],
  version: string,
): UseOutcome[] {
  const arm = control.version === version ? "control" : candidate.version === version ? "candidate" : undefined;
  return outcomes.filter((outcome) => outcome.arm === arm).map(({ unit, value, guards, at }) => ({ unit, values: { ...guards, value }, at }));
}
