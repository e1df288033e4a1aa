import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { outcomesDigest } from "../../core/experiment/outcomes-digest.ts";
import { useOutcomeColumns, useOutcomeRow } from "../../core/experiment/use-outcome-row.ts";
import type { OutcomeRecord } from "../../core/ledger/outcome-record.ts";
import { outcomeFolder } from "../../core/ledger/record-names.ts";
import { liveKey } from "../../core/release/release-state.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { OutcomesRecordResult } from "../../core/results/outcomes-record.ts";
import type { GivenFiles } from "../../ports/given-files.ts";
import { commitRecords } from "../experiment/commit-records.ts";
import type { ExperimentDeps } from "../experiment/experiment-deps.ts";
import { batchesOf, readOutcomeFile } from "../experiment/outcome-file.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import { committedProject, requireEnvironment, requireIdentity } from "../release/committed-project.ts";
import { namedVersion } from "../release/named-version.ts";
import { gateRulesFor, policyProject } from "../release/policy-project.ts";
import { readReleased, requireRecord } from "../release/released-version.ts";
import { releaseRemote } from "../release/release-remote.ts";
import { viewLog } from "../release/view-log.ts";
import { readOutcomes } from "./read-outcomes.ts";

export interface RecordVersionOutcomesInput {
  /** `billing/summarize@1.3.0` */
  readonly version: string;
  readonly environment: string;
  /** `.csv` or `.jsonl`; `-` is JSON Lines on standard input. */
  readonly file: string;
}

/**
 * Records what came of units that had a version in an environment, all of a file or nothing. Metrics are `value` and those that the
 * environment's watch looks at.
 * @throws PromptopsError `invalid-outcomes` with its problems, `unknown-version`, `unknown-environment`, `never-live-there`, `no-such-file` …
 */
export async function recordVersionOutcomes(
  deps: Omit<ExperimentDeps, "random"> & { readonly given: GivenFiles },
  { version: text, environment, file }: RecordVersionOutcomesInput,
): Promise<OutcomesRecordResult> {
  const { git, clock, given } = deps;
  const name = await namedVersion(git, text, { command: "promptops outcomes record", environment });
  const by = await requireIdentity(git);
  const { config } = await committedProject(git);
  const remote = await releaseRemote(git, config);
  const rules = await policyProject(git, remote, config);
  requireEnvironment(rules.config, environment);
  const { state } = await viewLog(git, remote, "all");
  requireRecord(state, name);
  const live = state.live.get(liveKey({ environment, prompt: name.prompt }));
  if (live === undefined || ![live, ...live.earlier].some(({ version }) => version === name.version))
    throw new PromptopsError("never-live-there", `${versionName(name)} was never live in ${environment}: nobody can have had it there.`, {
      hint: "What comes of a version that is only tried is recorded in its experiment: `promptops experiment record`.",
    });
  const {
    policy: { after_promote },
  } = await gateRulesFor(rules, environment, name.prompt, async () => (await readReleased(git, state, name)).loaded);
  const metrics = [...new Set(["value", ...Object.keys(after_promote?.watch?.guards.outcomes ?? {})])];

  const now = new Date(clock.now()).toISOString();
  const place = { prompt: name.prompt, environment, metrics };
  const outcomes = await readOutcomeFile(given, {
    file,
    columns: useOutcomeColumns(place),
    rowOf: (cells) => useOutcomeRow(cells, place, now),
    said: (outcome) => outcome,
  });

  const ledger = await deps.openLedger(await knownLedgerRemote(git));
  await ledger.sync();
  const known = new Set((await readOutcomes(await ledger.view(), { ...name, environment })).map(({ unit }) => unit));
  const records = batchesOf(outcomes).map((batch) => {
    const digest = outcomesDigest(batch);
    const record: OutcomeRecord = { schema_version: 1, kind: "outcomes", environment, ...name, digest, outcomes: batch };
    return { path: `${outcomeFolder(record)}/${digest}.json`, text: `${JSON.stringify(record)}\n` };
  });
  const shared = await commitRecords(ledger, { records, message: `Outcomes of ${versionName(name)} in ${environment}`, by, at: clock.now() });
  const since = live.version === name.version ? new Date(live.since).toISOString() : undefined;
  return {
    ...name,
    environment,
    recorded: outcomes.length,
    already_there: outcomes.filter(({ unit }) => known.has(unit)).length,
    ...(since === undefined ? {} : { live_since: since }),
    early: since === undefined ? 0 : outcomes.filter(({ at }) => at < since).length,
    shared,
  };
}
