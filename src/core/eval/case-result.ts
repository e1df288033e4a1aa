import { deepestGroup } from "../assertions/deepest-group.ts";
import { JudgedBy } from "../judging/judged-by.ts";
import { AnyJson, strict, Type, word, type Static, type TSchema } from "../model/shape.ts";
import { ReusedCase } from "./reused-case.ts";

const checkFields = {
  type: Type.String({ description: "The assertion's kind; `output-contract` and `safety` for the prompt's own." }),
  description: Type.Optional(Type.String()),
  metric: Type.Optional(Type.String()),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  pass: Type.Boolean(),
  pending: Type.Optional(Type.Boolean({ description: "A person has not said yet; score and pass mean nothing so far." })),
  weight: Type.Number({ minimum: 0 }),
  must_pass: Type.Optional(Type.Boolean()),
  reason: Type.String(),
  judged_by: Type.Optional({ ...JudgedBy, description: "The judge whose word it is." }),
  flipped: Type.Optional(Type.Boolean({ description: "Of a judge that was asked in both orders: its preference changed with the order." })),
};

const Check = strict(checkFields);

/** One assertion's outcome on one answer. */
export interface CheckResult extends Static<typeof Check> {
  /** What a group is made of. */
  readonly checks?: readonly CheckResult[];
}
export const CheckResult = Type.Unsafe<CheckResult>(withParts(deepestGroup));

/** Groups hold groups down to a limit, so the shape can be written out: a result's schema stands inside others and refers to nothing. */
function withParts(depth: number): TSchema {
  if (depth === 0) return Check;
  return strict({ ...checkFields, checks: Type.Optional(Type.Array(withParts(depth - 1), { description: "What a group is made of." })) });
}

export const UsageRecord = strict({
  input: Type.Integer(),
  output: Type.Integer(),
  cached_input: Type.Optional(Type.Integer()),
  cache_write: Type.Optional(Type.Integer()),
  reasoning: Type.Optional(Type.Integer()),
  web_searches: Type.Optional(Type.Integer()),
  cache_write_long: Type.Optional(Type.Integer({ description: "The part of `cache_write` that is kept for longer than usual." })),
  rate: Type.Optional(Type.String({ description: "Another rate than the usual one that the call was served at: a tier, a region." })),
});

/** One try at the call, told when there was more than one or none that answered. */
export const AttemptRecord = strict({
  outcome: Type.String({ description: "`answered`, or the kind of failure." }),
  status: Type.Optional(Type.Integer({ description: "Of the HTTP answer." })),
  unsent: Type.Optional(Type.Boolean({ description: "No connection came about: nothing can have been paid." })),
  latency_ms: Type.Number(),
});

const MayCost = Type.Integer({
  minimum: 0,
  description:
    "The most that attempts without an answer may have cost, billionths of a US dollar: those that ended in the middle. Absent when there are none, and when the price is not known.",
});

/** Why there is no score. `kind` is stable: a provider's failure (`rate-limit`, `timeout`, `auth` …), `scorer`, `render`, `budget` or `recording`. */
export const CaseError = strict({ kind: Type.String(), message: Type.String() });
export type CaseError = Static<typeof CaseError>;

/** A stable word (`docs/reason-codes.md`) and a sentence. */
const Finding = strict({ code: Type.String({ pattern: "^[a-z0-9-]+$" }), message: Type.String() });

/** Where people find the case. */
export const CaseOrigin = strict({
  file: Type.String({ description: "Path in the repository: the suite, or the dataset it names." }),
  line: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type CaseOrigin = Static<typeof CaseOrigin>;

/** One epoch of one case, or all of a case that was taken over: a line of an evaluation's NDJSON. */
export const CaseResult = strict({
  index: Type.Integer({ minimum: 0, description: "Its place in test order." }),
  prompt: Type.String(),
  suite: Type.String(),
  case: Type.String(),
  epoch: Type.Integer({ minimum: 1 }),
  case_digest: Type.String(),
  origin: Type.Optional(CaseOrigin),
  status: word(["pass", "fail", "error", "pending"], { description: "`pending` when nothing failed and a person has not said yet." }),
  score: Type.Number({ minimum: 0, maximum: 1, description: "Of no account where the status is `error` or `pending`: such a result has no score." }),
  checks: Type.Array(CheckResult, { description: "Of a result that ended in an error those that were made before it." }),
  components: Type.Optional(Type.Record(Type.String(), Type.Number(), { description: "The parts of a composite score, each from 0 to 1." })),
  tags: Type.Optional(Type.Array(Type.String())),
  group: Type.Optional(Type.String()),
  must_pass: Type.Optional(Type.Boolean()),
  inputs: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: "What the case gave, as texts: sensitive values masked, long ones cut. For people; the case itself is in its file.",
    }),
  ),
  expected: Type.Optional(Type.String({ description: "The case's expected answer as a text, cut when long." })),
  output: Type.Optional(Type.String()),
  tool_calls: Type.Optional(Type.Array(strict({ name: Type.String(), arguments: AnyJson }))),
  citations: Type.Optional(Type.Array(strict({ url: Type.String(), title: Type.Optional(Type.String()) }))),
  findings: Type.Optional(Type.Array(Finding, { description: "What the safety check says of the answer; its reason tells which fail." })),
  finish_reason: Type.Optional(
    Type.String({ description: "Why the answer ended, when it did not simply stop: `length`, `tool-calls`, `content-filter`, `other`." }),
  ),
  refusal: Type.Optional(Type.String({ description: "The model's words when it refused." })),
  attempts: Type.Optional(Type.Array(AttemptRecord)),
  latency_ms: Type.Optional(Type.Number()),
  first_token_ms: Type.Optional(Type.Number({ description: "Until the answer's first piece came, when it came in pieces." })),
  usage: Type.Optional(UsageRecord),
  cost_nano_usd: Type.Optional(
    Type.Integer({
      description: "What the answer is worth, billionths of a US dollar; absent when the price is not known. A cached answer was paid for before.",
    }),
  ),
  may_cost_nano_usd: Type.Optional(MayCost),
  cached: Type.Optional(Type.Boolean({ description: "Answered from the response cache." })),
  answered_at: Type.Optional(
    Type.String({
      description:
        "Where anything that it rests on came from the cache, a judge's answer too: when the oldest of that was given. Recorded answers have no age.",
    }),
  ),
  judging: Type.Optional(
    strict(
      {
        calls: Type.Integer({ minimum: 0 }),
        cost_nano_usd: Type.Optional(Type.Integer({ description: "Absent when a price is not known, or whether a call without an answer was paid." })),
        may_cost_nano_usd: Type.Optional(MayCost),
        asked_again: Type.Optional(Type.Integer({ minimum: 1, description: "Judgements that could not be read at first." })),
      },
      { description: "What judges, rivals and embeddings were asked on top, cached answers left out." },
    ),
  ),
  model_answered: Type.Optional(Type.String()),
  error: Type.Optional(CaseError),
  reused: Type.Optional(ReusedCase),
});
export type CaseResult = Static<typeof CaseResult>;
