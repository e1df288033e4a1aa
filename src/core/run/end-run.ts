import type { Static } from "typebox";
import type { AttemptRecord, UsageRecord } from "../eval/case-result.ts";
import type { Amount, Reason } from "../ledger/record-parts.ts";
import type { RunRecord } from "../ledger/run-record.ts";
import type { Json } from "../model/shape.ts";
import type { Attempt, ModelResponse, Usage } from "../model-call/response.ts";
import type { ModelAnswer } from "./model-answer.ts";
import type { RunDraft } from "./run-draft.ts";

export interface RunEnd {
  readonly status: RunRecord["status"];
  readonly reason?: Reason | undefined;
  /** As records write it. */
  readonly at: string;
  /** The answer, and the answer to its repair. */
  readonly answers: readonly ModelAnswer[];
  /** The answer's JSON, where the prompt promises some. */
  readonly json?: Json | undefined;
  readonly findings?: readonly Reason[];
  /** Of a call without an answer. */
  readonly attempts?: readonly Attempt[];
  readonly intents?: readonly string[];
  /** What happened meanwhile, oldest first. */
  readonly events?: RunRecord["timeline"];
}

/** A run's whole record: what it was made of, and how it ended. */
export function endRun(draft: RunDraft, { status, reason, at, answers, json, findings = [], attempts = [], intents = [], events = [] }: RunEnd): RunRecord {
  const last = answers.at(-1);
  const cost = sumOf(answers.map(({ cost_nano_usd: each }) => each));
  const usage = usageOf(answers.map(({ response }) => response));
  return {
    schema_version: 1,
    kind: "run",
    ...draft,
    status,
    ...(reason === undefined ? {} : { reason }),
    finished_at: at,
    ...(last === undefined ? {} : { output: outputOf(answers, last.response, json), model_answered: last.response.modelAnswered }),
    findings: [...findings],
    ...(usage === undefined ? {} : { usage }),
    ...(last === undefined || cost === undefined ? {} : { cost_nano_usd: cost }),
    ...(last === undefined ? {} : { latency_ms: answers.reduce((sum, { response }) => sum + response.latencyMs, 0) }),
    attempts: [...answers.flatMap(({ response }) => response.attempts), ...attempts].map(attemptRecord),
    settled: settledOf(draft, answers, attempts, cost),
    redactions: draft.redactions + answers.reduce((sum, { redactions }) => sum + redactions, 0),
    intents: [...intents],
    timeline: [...draft.timeline, ...events, { at, event: status, ...(reason === undefined ? {} : { detail: reason.message }) }],
  };
}

function outputOf(answers: readonly ModelAnswer[], { text, citations, toolCalls, finishReason, refusal }: ModelResponse, json: Json | undefined) {
  const [first] = answers;
  return {
    text,
    ...(json === undefined ? {} : { json }),
    citations: citations.map(({ url, title }) => ({ url, ...(title === undefined ? {} : { title }) })),
    tool_calls: toolCalls.map(({ name, arguments: args }) => ({ name, arguments: args })),
    finish_reason: finishReason,
    ...(refusal === undefined ? {} : { refusal }),
    ...(answers.length > 1 && first !== undefined ? { unrepaired: first.response.text } : {}),
  };
}

/**
 * What a run used. Money that is not known counts as what was reserved for it: a price that nobody knows, a call that was given up while it
 * may have been answered. A call without an answer was a call.
 */
function settledOf({ reserved }: RunDraft, answers: readonly ModelAnswer[], attempts: readonly Attempt[], cost: number | undefined): Amount {
  const tokens = answers.reduce((sum, { response: { usage } }) => sum + (usage === undefined ? 0 : usage.input + usage.output), 0);
  const calls = answers.length + (attempts.length > 0 ? 1 : 0);
  const givenUp = attempts.some(({ outcome }) => outcome === "timeout" || outcome === "aborted");
  const spent = answers.length > 0 ? cost : givenUp ? undefined : 0;
  return { calls, tokens, nano_usd: spent ?? reserved.nano_usd };
}

function sumOf(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.reduce<number | undefined>((sum, each) => (sum === undefined || each === undefined ? undefined : sum + each), 0);
}

function usageOf(responses: readonly ModelResponse[]): Static<typeof UsageRecord> | undefined {
  const told = responses.flatMap(({ usage }) => usage ?? []);
  if (told.length === 0) return undefined;
  const of = (pick: (usage: Usage) => number) => told.reduce((sum, usage) => sum + pick(usage), 0);
  const rate = told.at(-1)?.rate;
  return {
    input: of(({ input }) => input),
    output: of(({ output }) => output),
    ...positive(
      "cached_input",
      of(({ cachedInput }) => cachedInput),
    ),
    ...positive(
      "cache_write",
      of(({ cacheWrite }) => cacheWrite),
    ),
    ...positive(
      "reasoning",
      of(({ reasoning }) => reasoning),
    ),
    ...positive(
      "web_searches",
      of(({ webSearches }) => webSearches),
    ),
    ...positive(
      "cache_write_long",
      of(({ cacheWriteLong = 0 }) => cacheWriteLong),
    ),
    ...(rate === undefined ? {} : { rate }),
  };
}

function positive<K extends string>(key: K, count: number): { readonly [key in K]?: number } {
  return count === 0 ? {} : ({ [key]: count } as { readonly [key in K]: number });
}

function attemptRecord({ outcome, status, latencyMs }: Attempt): Static<typeof AttemptRecord> {
  return { outcome, ...(status === undefined ? {} : { status }), latency_ms: latencyMs };
}
