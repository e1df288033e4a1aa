import { AnyJson, Id, JsonObject, Name, strict, Type, word, type Static } from "../model/shape.ts";
import { AttemptRecord, UsageRecord } from "../eval/case-result.ts";
import { Amount, Instant, IntentId, JobName, Pruned, RanVersion, Reason, RunId, Runner, Scopes, Traceparent } from "./record-parts.ts";

/** Where an input's value came from, and the value as it was used; `redacted` when a secret was blanked out of it. */
export const CapturedInput = strict({
  source: word(["literal", "file", "command", "http", "default"]),
  from: Type.Optional(Type.String({ description: "Path, program or URL without credentials." })),
  value: AnyJson,
  digest: Type.String(),
  redacted: Type.Optional(Type.Boolean()),
});

export const TimelineEvent = strict({ at: Instant, event: Type.String(), detail: Type.Optional(Type.String()) });

/** Everything a run was made of and produced: enough to say why it said what it said, and to run it again. */
export const RunRecord = strict({
  schema_version: Type.Literal(1),
  kind: Type.Literal("run"),
  run: RunId,
  /** Absent for a preview of a prompt without a job. */
  job: Type.Optional(JobName),
  slot: Type.Optional(Instant),
  preview: Type.Boolean(),
  /** After so many failures in a row the job is paused. */
  pause_after: Type.Optional(Type.Integer({ minimum: 1 })),
  epoch: Type.Integer({ minimum: 1 }),
  /** `failed`: no usable answer, and what there is of one is kept. `blocked`: no model was asked. */
  status: word(["succeeded", "failed", "blocked"]),
  reason: Type.Optional(Reason),
  runner: Runner,
  started_at: Instant,
  finished_at: Instant,
  traceparent: Traceparent,
  prompt: Id,
  environment: Type.Optional(Name),
  version: Type.Optional(RanVersion),
  /** The provider's settings, model, parameters and prices that held; names of environment variables, never values. */
  config: JsonObject,
  inputs: Type.Record(Type.String(), CapturedInput),
  messages: Type.Array(strict({ role: Type.String(), parts: Type.Array(JsonObject) })),
  output: Type.Optional(
    strict({
      text: Type.String(),
      json: Type.Optional(AnyJson),
      citations: Type.Array(strict({ url: Type.String(), title: Type.Optional(Type.String()) })),
      tool_calls: Type.Array(strict({ name: Type.String(), arguments: AnyJson })),
      finish_reason: Type.String(),
      refusal: Type.Optional(Type.String()),
      /** The answer before its one repair. */
      unrepaired: Type.Optional(Type.String()),
    }),
  ),
  findings: Type.Array(Reason, { description: "What the guards of web search and untrusted text had to say." }),
  model_asked: Type.String(),
  model_answered: Type.Optional(Type.String()),
  usage: Type.Optional(UsageRecord),
  cost_nano_usd: Type.Optional(Type.Integer({ description: "Absent when the price is not known." })),
  latency_ms: Type.Optional(Type.Number()),
  attempts: Type.Array(AttemptRecord),
  /** What its claim had reserved, and what was really used. */
  reserved: Amount,
  settled: Amount,
  scopes: Scopes,
  redactions: Type.Integer({ minimum: 0 }),
  /** Deliveries that were prepared together with this record. */
  intents: Type.Array(IntentId),
  timeline: Type.Array(TimelineEvent),
  pruned: Type.Optional(Pruned),
});
export type RunRecord = Static<typeof RunRecord>;
