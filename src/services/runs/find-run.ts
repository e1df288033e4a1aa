import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { meantId } from "../../core/identity/meant-id.ts";
import { hourFolder, parseRunName, runName, runPath, type RunName } from "../../core/ledger/record-names.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import type { LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { readRecord } from "../run-due/read-record.ts";
import { tickProject } from "../run-due/tick-project.ts";

/** Where runs are found. */
export interface Runs {
  readonly view: LedgerView;
  /** Opened for who writes no whole name. */
  readonly index: () => Promise<LedgerIndex>;
}

/** The ledger as this clone knows it, fetched first when it is wanted. */
export async function runsOf({ git, openLedger, openIndex }: Pick<JobsDeps, "git" | "openLedger" | "openIndex">, fetch: boolean): Promise<Runs> {
  const { config } = await tickProject(git);
  const remote = await ledgerRemote(git, config);
  const ledger = await openLedger(remote);
  const offline = fetch ? await ledger.sync() : undefined;
  if (offline !== undefined) throw offline;
  return { view: await ledger.view(), index: () => openIndex(remote) };
}

/** The run of a whole name, whether or not there is one, or of the beginning of one's. @throws PromptopsError `unknown-run`, `ambiguous-id`. */
export async function meantRun({ index }: Pick<Runs, "index">, text: string): Promise<RunName> {
  const whole = parseRunName(text);
  if (whole !== undefined) return whole;
  const names = await index();
  const meant = meantId("run", text, await names.names("run", text));
  const name = meant === undefined ? undefined : parseRunName(meant);
  if (name !== undefined) return name;
  const near = nearest(text, await names.names("run", ""));
  throw new PromptopsError("unknown-run", `There is no run "${text}".`, {
    hint: `A run is a job, \`~\` and its slot, such as \`${near ?? "daily~20261120T090000Z"}\`, or the beginning of that; \`promptops runs list\` lists them.`,
  });
}

/** The record of a run that has ended. @throws PromptopsError `unknown-run`, `ambiguous-id`. */
export async function requireRun(runs: Runs, text: string): Promise<RunRecord> {
  const name = await meantRun(runs, text);
  const record = await readRecord(runs.view, RunRecord, runPath(name));
  if (record === undefined) throw await unknownRun(runs.view, name);
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
