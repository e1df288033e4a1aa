import { contradictionOf } from "../../core/feedback/contradiction.ts";
import type { FeedbackRecord } from "../../core/ledger/feedback-record.ts";
import { readRecord } from "../../core/ledger/read-record.ts";
import { parseRunName, runPath } from "../../core/ledger/record-names.ts";
import type { FeedbackListResult, FeedbackRow } from "../../core/results/feedback.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { knownLedgerRemote } from "../ledger/known-ledger-remote.ts";
import type { FeedbackDeps } from "./feedback-deps.ts";
import { promptOf } from "./prompt-of.ts";
import { requireFilterNames } from "../require-filter-names.ts";
import { readFeedback } from "./read-feedback.ts";

export interface ListFeedbackInput {
  readonly prompt?: string | undefined;
  readonly verdict?: "good" | "bad" | undefined;
  /** Only where a person and the evaluation disagree. */
  readonly contradictions: boolean;
  readonly limit: number;
}

/** What people said, of evaluations and of runs, newest first. @throws PromptopsError `unknown-prompt`. */
export async function listFeedback(deps: FeedbackDeps, { prompt, verdict, contradictions, limit }: ListFeedbackInput): Promise<FeedbackListResult> {
  const ledger = await deps.openLedger(await knownLedgerRemote(deps.git));
  const rows: FeedbackRow[] = [];
  let recorded = false;
  const view = await ledger.view();
  for await (const record of readFeedback(view)) {
    const isAbout = prompt === undefined || (promptOf(record) ?? (await promptOfRun(view, record.run))) === prompt;
    recorded ||= isAbout;
    const row = rowOf(record);
    const wanted = isAbout && (verdict === undefined || record.verdict === verdict) && (!contradictions || row.contradiction !== undefined);
    if (wanted) rows.push(row);
  }
  if (rows.length === 0 && !recorded) await requireFilterNames(deps, { prompt });
  rows.sort((a, b) => (a.at < b.at ? 1 : -1));
  return { feedback: rows.slice(0, limit), more: Math.max(0, rows.length - limit) };
}

/** What a run asked; undefined when its record is gone or damaged, which `ledger verify` names. */
async function promptOfRun(view: LedgerView, run: string | undefined): Promise<string | undefined> {
  const name = run === undefined ? undefined : parseRunName(run);
  if (name === undefined) return undefined;
  const path = runPath(name);
  const text = await view.read(path);
  const record = text === undefined ? undefined : readRecord(path, text);
  return record?.kind === "run" ? record.prompt : undefined;
}

function rowOf(record: FeedbackRecord): FeedbackRow {
  const contradiction = contradictionOf(record);
  return contradiction === undefined ? record : { ...record, contradiction };
}
