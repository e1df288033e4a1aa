import { digestBytes } from "../identity/digest.ts";
import type { FeedbackRecord } from "./feedback-record.ts";
import type { Intent } from "./intent.ts";
import { readRecord } from "./read-record.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * A record without its contents: what it was made of and produced is gone, what it proves stays (who, when, which version, digests,
 * costs). Undefined for one that has no contents any more, or is damaged.
 * @param at UTC, ISO 8601.
 */
export function redactRecord(path: string, text: string, at: string): string | undefined {
  const pruned = { at, digest: digestBytes(text) };
  const record = readRecord(path, text);
  if (record?.kind === "run" && record.pruned === undefined) return lineOf({ ...redactedRun(record), pruned });
  if (record?.kind === "intent" && record.pruned === undefined) return lineOf({ ...redactedIntent(record), pruned });
  if (record?.kind === "feedback" && record.pruned === undefined) return lineOf({ ...redactedFeedback(record), pruned });
  return undefined;
}

/** The verdict stays: what follows from it was decided by it. */
function redactedFeedback({ comment: _, ...feedback }: FeedbackRecord): FeedbackRecord {
  return { ...feedback, rater: "somebody" };
}

function redactedRun({ output: _, ...run }: RunRecord): RunRecord {
  return {
    ...run,
    config: {},
    inputs: Object.fromEntries(Object.entries(run.inputs).map(([name, input]) => [name, { ...input, value: null, redacted: true }])),
    messages: [],
    findings: run.findings.map(({ code }) => ({ code, message: "" })),
    timeline: run.timeline.map(({ at, event }) => ({ at, event })),
    ...(run.reason !== undefined && { reason: { code: run.reason.code, message: "" } }),
  };
}

function redactedIntent(intent: Intent): Intent {
  return { ...intent, parts: intent.parts.map((part) => ({ ...part, body: "" })) };
}

function lineOf(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
