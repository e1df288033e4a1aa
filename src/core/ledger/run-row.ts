import { Id, Name, strict, Type, word, type Static } from "../model/shape.ts";
import { isLatePath } from "./read-record.ts";
import { Instant, JobName, Reason, RunId, Traceparent } from "./record-parts.ts";
import type { RunRecord } from "./run-record.ts";

/** What lists and figures need of a run; the record itself lies at `path`. */
export const RunRow = strict({
  path: Type.String({ description: "Of the record in the ledger." }),
  run: RunId,
  job: Type.Optional(JobName),
  slot: Type.Optional(Instant),
  preview: Type.Boolean(),
  late: Type.Boolean({ description: "It ended after its slot was taken over: kept, never delivered." }),
  status: word(["succeeded", "failed", "blocked"]),
  reason: Type.Optional(Reason),
  started_at: Instant,
  finished_at: Instant,
  host: Type.String(),
  traceparent: Traceparent,
  prompt: Id,
  environment: Type.Optional(Name),
  version: Type.Optional(Type.String()),
  model: Type.String({ description: "The one that answered, else the one that was asked." }),
  tries: Type.Integer({ description: "Calls of the provider, failed ones included." }),
  tokens: Type.Integer(),
  cost_nano_usd: Type.Optional(Type.Integer({ description: "Absent when the price is not known." })),
  latency_ms: Type.Optional(Type.Number()),
  deliveries: Type.Integer(),
});
export type RunRow = Static<typeof RunRow>;

export function runRow(path: string, run: RunRecord): RunRow {
  const { job, slot, reason, environment, version, cost_nano_usd, latency_ms } = run;
  return {
    path,
    run: run.run,
    ...(job !== undefined && { job }),
    ...(slot !== undefined && { slot }),
    preview: run.preview,
    late: isLatePath(path),
    status: run.status,
    ...(reason !== undefined && { reason }),
    started_at: run.started_at,
    finished_at: run.finished_at,
    host: run.runner.host,
    traceparent: run.traceparent,
    prompt: run.prompt,
    ...(environment !== undefined && { environment }),
    ...(version !== undefined && { version: version.version }),
    model: run.model_answered ?? run.model_asked,
    tries: run.attempts.length,
    tokens: run.settled.tokens,
    ...(cost_nano_usd !== undefined && { cost_nano_usd }),
    ...(latency_ms !== undefined && { latency_ms }),
    deliveries: run.intents.length,
  };
}
