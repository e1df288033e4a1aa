import { strict, Type, word, type Static } from "../model/shape.ts";

/** One assertion's outcome on one answer. */
export const CheckResult = strict({
  type: Type.String({ description: "The assertion's kind; `output-contract` for the prompt's own." }),
  description: Type.Optional(Type.String()),
  metric: Type.Optional(Type.String()),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  pass: Type.Boolean(),
  weight: Type.Number({ minimum: 0 }),
  must_pass: Type.Optional(Type.Boolean()),
  reason: Type.String(),
});
export type CheckResult = Static<typeof CheckResult>;

export const UsageRecord = strict({
  input: Type.Integer(),
  output: Type.Integer(),
  cached_input: Type.Optional(Type.Integer()),
  cache_write: Type.Optional(Type.Integer()),
  reasoning: Type.Optional(Type.Integer()),
  web_searches: Type.Optional(Type.Integer()),
});

/** One epoch of one case: a line of an evaluation's NDJSON. */
export const CaseResult = strict({
  index: Type.Integer({ minimum: 0, description: "Its place in test order." }),
  prompt: Type.String(),
  suite: Type.String(),
  case: Type.String(),
  epoch: Type.Integer({ minimum: 1 }),
  case_digest: Type.String(),
  status: word(["pass", "fail", "error"]),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  checks: Type.Array(CheckResult),
  tags: Type.Optional(Type.Array(Type.String())),
  group: Type.Optional(Type.String()),
  must_pass: Type.Optional(Type.Boolean()),
  output: Type.Optional(Type.String()),
  latency_ms: Type.Optional(Type.Number()),
  usage: Type.Optional(UsageRecord),
  cost_nano_usd: Type.Optional(Type.Integer({ description: "Billionths of a US dollar; absent when the price is not known." })),
  cached: Type.Optional(Type.Boolean({ description: "Answered from the response cache." })),
  model_answered: Type.Optional(Type.String()),
  error: Type.Optional(strict({ kind: Type.String(), message: Type.String() })),
});
export type CaseResult = Static<typeof CaseResult>;
