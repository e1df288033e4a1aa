import { makeFeedback, placeOfFeedback } from "../../src/core/feedback/make-feedback.ts";
import type { FeedbackRecord } from "../../src/core/ledger/feedback-record.ts";
import { evaluationRecord } from "../../src/core/ledger/evaluation-record.ts";
import { evaluationPath } from "../../src/core/ledger/record-names.ts";
import { casesOf, evidenceOf } from "./paired-evidence.ts";
import { createHash } from "node:crypto";
import type { AuditRecord } from "../../src/core/ledger/audit-record.ts";
import type { Claim } from "../../src/core/ledger/claim.ts";
import type { Intent } from "../../src/core/ledger/intent.ts";
import type { Receipt } from "../../src/core/ledger/receipt.ts";
import { auditPath, claimPath, intentName, intentPath, parseRunName, receiptPath, runName, runPath, type RunName } from "../../src/core/ledger/record-names.ts";
import type { RunRecord } from "../../src/core/ledger/run-record.ts";
import type { LedgerRecord } from "../../src/ports/ledger-store.ts";

const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
const runner = { host: "host-1", nonce: "0123456789abcdef" };
const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const text = (record: unknown) => `${JSON.stringify(record)}\n`;
const amount = { calls: 1, tokens: 120, nano_usd: 2_000_000 };

/** `daily~20261120T090000Z` of a job and an instant. */
export function runId(job: string, at: string): string {
  return runName({ job, at: Date.parse(at), nth: 1, preview: false });
}

function named(run: string): RunName {
  const name = parseRunName(run);
  if (name === undefined) throw new TypeError(`${run} is no run's name`);
  return name;
}

export function aClaim(run: string, other: Partial<Claim> = {}): LedgerRecord {
  const { job, at } = named(run);
  const slot = new Date(at).toISOString();
  const claim: Claim = {
    schema_version: 1,
    kind: "claim",
    run,
    job,
    slot,
    epoch: 1,
    decision: "run",
    runner,
    at: new Date(at + 1_500).toISOString(),
    lateness_ms: 1_500,
    lease_until: new Date(at + 600_000).toISOString(),
    version: { prompt: "billing/summarize", version: "1.2.0", digest: digest("prompt"), commit: "c".repeat(40) },
    reserved: amount,
    scopes: ["all", `job/${job}`],
    schedules: "d".repeat(40),
    traceparent,
    ...other,
  };
  return { path: claimPath(named(run), claim.epoch), text: text(claim) };
}

export function aRun(run: string, other: Partial<RunRecord> = {}, late?: number): LedgerRecord {
  const { job, at, preview } = named(run);
  const record: RunRecord = {
    schema_version: 1,
    kind: "run",
    run,
    job,
    slot: new Date(at).toISOString(),
    preview,
    epoch: 1,
    status: "succeeded",
    runner,
    started_at: new Date(at + 2_000).toISOString(),
    finished_at: new Date(at + 5_000).toISOString(),
    traceparent,
    prompt: "billing/summarize",
    environment: "production",
    version: { prompt: "billing/summarize", version: "1.2.0", digest: digest("prompt"), commit: "c".repeat(40) },
    config: { provider: "fake" },
    inputs: { ticket: { source: "literal", value: "Where is my invoice?", digest: digest("ticket") } },
    messages: [{ role: "user", parts: [{ text: "Summarize: Where is my invoice?" }] }],
    output: { text: "An invoice is missing.", citations: [], tool_calls: [], finish_reason: "stop" },
    findings: [],
    model_asked: "fake/small",
    model_answered: "small-2026",
    usage: { input: 100, output: 20 },
    cost_nano_usd: 2_000_000,
    latency_ms: 900,
    attempts: [{ outcome: "answered", latency_ms: 900 }],
    reserved: amount,
    settled: amount,
    scopes: ["all", `job/${job}`],
    redactions: 0,
    intents: [],
    timeline: [],
    ...other,
  };
  return { path: runPath(named(run), late), text: text(record) };
}

/** The delivery of a run to a destination. */
export function intentId(run: string, destination: string): string {
  return intentName(named(run), digest(`${run} ${destination}`));
}

export function anIntent(run: string, destination: string, other: Partial<Intent> = {}): LedgerRecord {
  const { job, at } = named(run);
  const body = "An invoice is missing.";
  const intent: Intent = {
    schema_version: 1,
    kind: "intent",
    intent: intentId(run, destination),
    run,
    job,
    destination,
    destination_kind: "webhook",
    parts: [{ content_type: "text/plain", body, encoding: "utf8", digest: digest(body) }],
    at: new Date(at + 5_000).toISOString(),
    host: "host-1",
    deadline: new Date(at + 86_400_000).toISOString(),
    on_unknown: "hold",
    traceparent,
    ...other,
  };
  return { path: intentPath(intent.intent), text: text(intent) };
}

export function aReceipt(run: string, destination: string, other: Partial<Receipt> = {}): LedgerRecord {
  const { at } = named(run);
  const receipt: Receipt = {
    schema_version: 1,
    kind: "receipt",
    intent: intentId(run, destination),
    destination,
    part: 1,
    attempt: 1,
    outcome: "delivered",
    status: 200,
    at: new Date(at + 6_000).toISOString(),
    latency_ms: 40,
    runner,
    ...other,
  };
  return { path: receiptPath(receipt.intent, receipt.part, receipt.attempt), text: text(receipt) };
}

/** What an evaluation of two cases proved. */
export function anEvaluation(key: string, at: string): LedgerRecord {
  const { candidate } = casesOf([{ count: 2, before: "pass", after: "pass" }]);
  const evidence = { ...evidenceOf("a".repeat(64), candidate), finished_at: at };
  return { path: evaluationPath(key, Date.parse(at)), text: `${JSON.stringify(evaluationRecord(key, evidence))}\n` };
}

export function anAudit(act: AuditRecord["act"], subject: string, at: string, other: Partial<AuditRecord> = {}): LedgerRecord {
  const record: AuditRecord = { schema_version: 1, kind: "audit", act, subject, at, ...other };
  return { path: auditPath(Date.parse(at), `${act}-${digest(subject).slice(0, 8)}`), text: text(record) };
}

/** A person's word on a run. */
export function aFeedback(run: string, other: Partial<FeedbackRecord> = {}): LedgerRecord {
  const verdict = other.verdict ?? "good";
  const at = new Date(named(run).at + 600_000).toISOString();
  const record = makeFeedback({ at, rater: "ada@example.com", verdict, score: verdict === "good" ? 1 : 0, source: "command", run, ...other });
  return { path: placeOfFeedback(record), text: text(record) };
}
