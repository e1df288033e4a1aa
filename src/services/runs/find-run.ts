import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { hourFolder, parseRunName, runName, runPath, type RunName } from "../../core/ledger/record-names.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import { nearest } from "../../core/errors/nearest.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { readRecord } from "../run-due/read-record.ts";
import { tickProject } from "../run-due/tick-project.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";

/** The ledger as this clone knows it, fetched first when it is wanted. */
export async function ledgerOf({ git, openLedger }: Pick<JobsDeps, "git" | "openLedger">, fetch: boolean): Promise<LedgerView> {
  const { config } = await tickProject(git);
  const ledger = await openLedger(await ledgerRemote(git, config));
  const offline = fetch ? await ledger.sync() : undefined;
  if (offline !== undefined) throw offline;
  return ledger.view();
}

/** @throws PromptopsError `unknown-run`. */
export function requireRunName(text: string): RunName {
  const name = parseRunName(text);
  if (name === undefined)
    throw new PromptopsError("unknown-run", `"${text}" is no run's name.`, { hint: "A run is a job, `~` and its slot: `daily~20261120T090000Z`." });
  return name;
}

/** The record of a run that has ended. @throws PromptopsError `unknown-run`. */
export async function requireRun(view: LedgerView, text: string): Promise<RunRecord> {
  const name = requireRunName(text);
  const record = await readRecord(view, RunRecord, runPath(name));
  if (record === undefined) throw await unknownRun(view, name);
  return record;
}

export async function unknownRun(view: LedgerView, name: RunName): Promise<PromptopsError> {
  const files = await view.list(`runs/${hourFolder(name.at)}`);
  const near = nearest(
    runName(name),
    files.map((file) => file.replace(/\.json$/, "")),
  );
  return new PromptopsError("unknown-run", `The ledger has no run ${runName(name)}.`, near === undefined ? {} : { hint: `Did you mean ${near}?` });
}

/** Records of the same run that came too late. */
export async function lateRuns(view: LedgerView, name: RunName): Promise<RunRecord[]> {
  const folder = `runs/${hourFolder(name.at)}`;
  const files = (await view.list(folder)).filter((file) => file.startsWith(`${runName(name)}.late-`));
  const found = await Promise.all(files.map((file) => readRecord(view, RunRecord, `${folder}/${file}`)));
  return found.filter((record) => record !== undefined);
}
