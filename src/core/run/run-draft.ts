import { Type, type Static } from "../model/shape.ts";
import { RunRecord } from "../ledger/run-record.ts";

/** What is known of a run before its model is asked: nothing of it changes afterwards. */
export const RunDraft = Type.Pick(RunRecord, [
  "run",
  "job",
  "slot",
  "preview",
  "pause_after",
  "epoch",
  "runner",
  "started_at",
  "traceparent",
  "prompt",
  "environment",
  "version",
  "config",
  "inputs",
  "messages",
  "model_asked",
  "reserved",
  "scopes",
  "timeline",
  "redactions",
]);
export type RunDraft = Static<typeof RunDraft>;
