import { versionName } from "../release/version-name.ts";
import { auditRow } from "./audit-row.ts";
import { claimRow } from "./claim-row.ts";
import { intentRow } from "./delivery-row.ts";
import { folderOf, readRecord, type AnyRecord } from "./read-record.ts";
import { runRow } from "./run-row.ts";
import { spendingRow } from "./spending-row.ts";

/** One record as an index keeps it: what it is found by, and the row that questions are answered with. */
export interface IndexEntry {
  readonly path: string;
  readonly folder: string;
  /** Of its text. */
  readonly bytes: number;
  /** It has not the shape that its place asks for. */
  readonly damaged: boolean;
  /** Milliseconds since the epoch; 0 where a record says none. */
  readonly at: number;
  readonly run?: string;
  readonly job?: string;
  readonly intent?: string;
  /** Prompt of a run, destination of a delivery, subject of an audit record. */
  readonly topic?: string;
  /** Status of a run, decision of a claim, act of an audit record. */
  readonly state?: string;
  readonly preview?: boolean;
  /** A `RunRow`, `ClaimRow`, `IntentRow`, `Receipt`, `SpendingRow` or `AuditRow`; absent when the record is damaged. */
  readonly row?: unknown;
}

type Known = Omit<IndexEntry, "path" | "folder" | "bytes" | "damaged">;

export function indexEntry(path: string, text: string): IndexEntry {
  const folder = folderOf(path);
  const common = { path, folder, bytes: new TextEncoder().encode(text).length };
  const record = readRecord(path, text);
  return record === undefined ? { ...common, damaged: true, at: 0 } : { ...common, damaged: false, ...known(path, record) };
}

function known(path: string, record: AnyRecord): Known {
  switch (record.kind) {
    case "run": {
      const row = runRow(path, record);
      const { run, job, prompt, status, preview } = row;
      return { at: Date.parse(row.started_at), run, ...(job !== undefined && { job }), topic: prompt, state: status, preview, row };
    }
    case "claim": {
      const row = claimRow(path, record);
      return { at: Date.parse(row.at), run: row.run, job: row.job, state: row.decision, row };
    }
    case "intent": {
      const row = intentRow(path, record);
      const { intent, run, job, destination } = row;
      return { at: Date.parse(row.at), intent, run, ...(job !== undefined && { job }), topic: destination, row };
    }
    case "receipt":
      return { at: Date.parse(record.at), intent: record.intent, topic: record.destination, state: record.outcome, row: record };
    case "evaluation":
      return { at: Date.parse(record.evidence.finished_at), topic: record.evidence.prompt };
    case "feedback":
      return { at: Date.parse(record.at), ...(record.run !== undefined && { run: record.run }), topic: record.rater, state: record.verdict };
    case "experiment":
    case "experiment-stop":
      return { at: Date.parse(record.at), topic: record.experiment, state: record.kind };
    case "experiment-outcomes":
      return { at: 0, topic: record.experiment, state: record.kind };
    case "outcomes":
      return { at: 0, topic: versionName(record), state: record.environment };
    case "spending":
      return { at: Date.parse(record.at), topic: record.evaluation, state: record.step, row: spendingRow(record) };
    case "audit":
      return { at: Date.parse(record.at), topic: record.subject, state: record.act, row: auditRow(path, record) };
  }
}
