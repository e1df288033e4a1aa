import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { outcomesPath, stopPath } from "../../core/experiment/experiment-name.ts";
import { outcomeColumns, outcomeRow } from "../../core/experiment/outcome-row.ts";
import { outcomesDigest } from "../../core/experiment/outcomes-digest.ts";
import type { ExperimentOutcomes, ExperimentStop } from "../../core/ledger/experiment-records.ts";
import type { ExperimentRecordResult } from "../../core/results/experiment.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { commitRecords } from "./commit-records.ts";
import type { ExperimentDeps } from "./experiment-deps.ts";
import { batchesOf, readOutcomeFile } from "./outcome-file.ts";
import { outcomesOf, requireExperiment, statusOf } from "./read-experiment.ts";

export interface RecordOutcomesInput {
  readonly experiment: string;
  /** `.csv` or `.jsonl`; `-` is JSON Lines on standard input. */
  readonly file: string;
}

/**
 * Records what came of units, all of a file or nothing, and looks at once whether the experiment must end: it is stopped where the split
 * is not as meant, and where a guard is hurt.
 * @throws PromptopsError `invalid-outcomes` with its problems, `unknown-experiment`, `experiment-over`, `no-such-file`, `unknown-identity`.
 */
export async function recordOutcomes(
  deps: ExperimentDeps & { readonly given: GivenFiles },
  { experiment: text, file }: RecordOutcomesInput,
): Promise<ExperimentRecordResult> {
  const { git, clock, given } = deps;
  const by = await requireIdentity(git);
  const ledger = await deps.openLedger(await knownLedgerRemote(git));
  await ledger.sync();
  const view = await ledger.view();
  const experiment = await requireExperiment(view, text);
  const { name, start, stop } = experiment;
  if (stop !== undefined) throw new PromptopsError("experiment-over", `${text} was stopped ${stop.at.slice(0, 10)}: ${stop.reason.message}`);
  const now = new Date(clock.now()).toISOString();
  const columns = outcomeColumns(start);
  const outcomes = await readOutcomeFile(given, {
    file,
    columns,
    rowOf: (cells) => outcomeRow(cells, start, now),
    said: ({ unit, at, value, guards }) => ({ unit, at, values: { value, ...guards } }),
  });

  const before = await outcomesOf(view, name);
  const known = new Set(before.map(({ unit }) => unit));
  const status = statusOf(experiment, [...before, ...outcomes]);
  const ends = status.verdict === "harmful" || status.verdict === "invalid";
  const ended: ExperimentStop = {
    schema_version: 1,
    kind: "experiment-stop",
    experiment: start.experiment,
    at: now,
    by,
    verdict: status.verdict,
    reason: status.reason,
  };
  const records = [
    ...batchesOf(outcomes).map((batch) => {
      const digest = outcomesDigest(batch);
      const record: ExperimentOutcomes = { schema_version: 1, kind: "experiment-outcomes", experiment: start.experiment, digest, outcomes: batch };
      return { path: outcomesPath(name, digest), text: `${JSON.stringify(record)}\n` };
    }),
    ...(ends ? [{ path: stopPath(name), text: `${JSON.stringify(ended)}\n` }] : []),
  ];
  const message = `Outcomes of ${start.experiment}${ends ? `, which ends: ${status.reason.code}` : ""}`;
  const shared = await commitRecords(ledger, { records, message, by, at: clock.now() });
  const already_there = outcomes.filter(({ unit }) => known.has(unit)).length;
  return { recorded: outcomes.length, already_there, shared, status: ends ? { ...status, stop: ended } : status };
}
