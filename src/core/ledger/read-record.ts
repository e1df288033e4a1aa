import type { TSchema } from "typebox";
import { fitsShape } from "../model/fits-shape.ts";
import { AuditRecord } from "./audit-record.ts";
import { Claim } from "./claim.ts";
import { EvaluationRecord } from "./evaluation-record.ts";
import { ExperimentRecord, type ExperimentOutcomes, type ExperimentStart, type ExperimentStop } from "./experiment-records.ts";
import { FeedbackRecord } from "./feedback-record.ts";
import { Intent } from "./intent.ts";
import { OutcomeRecord } from "./outcome-record.ts";
import { Receipt } from "./receipt.ts";
import { RunRecord } from "./run-record.ts";
import { SpendingRecord } from "./spending-record.ts";

export type AnyRecord =
  | AuditRecord
  | Claim
  | RunRecord
  | Intent
  | Receipt
  | FeedbackRecord
  | EvaluationRecord
  | ExperimentStart
  | ExperimentOutcomes
  | ExperimentStop
  | OutcomeRecord
  | SpendingRecord;

const schemas: Readonly<Record<string, TSchema>> = {
  claims: Claim,
  runs: RunRecord,
  intents: Intent,
  receipts: Receipt,
  evaluations: EvaluationRecord,
  feedback: FeedbackRecord,
  experiments: ExperimentRecord,
  outcomes: OutcomeRecord,
  spending: SpendingRecord,
  audit: AuditRecord,
};

/** The record at a path of the ledger; undefined when it is not what its place says, or when its folder has no shape of its own. */
export function readRecord(path: string, text: string): AnyRecord | undefined {
  const value = parsed(text);
  const folder = folderOf(path);
  const schema = Object.hasOwn(schemas, folder) ? schemas[folder] : undefined;
  return schema !== undefined && fitsShape(schema, value) ? (value as AnyRecord) : undefined;
}

/** The first segment of a record's path: what kind of record lies there. */
export function folderOf(path: string): string {
  return path.slice(0, path.indexOf("/"));
}

/** A run that ended after its slot was taken over: kept and paid for, never delivered. */
export function isLatePath(path: string): boolean {
  return /\.late-\d+\.json$/.test(path);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
