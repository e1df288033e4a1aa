import { Check } from "typebox/value";
import { expect, test } from "vitest";
import { RunRecord } from "../../../src/core/ledger/run-record.ts";
import type { ModelResponse } from "../../../src/core/model-call/response.ts";
import { endRun } from "../../../src/core/run/end-run.ts";
import type { RunDraft } from "../../../src/core/run/run-draft.ts";

const at = "2026-11-20T09:00:01.000Z";
const draft: RunDraft = {
  run: "daily~20261120T090000Z",
  job: "daily",
  slot: "2026-11-20T09:00:00Z",
  preview: false,
  epoch: 1,
  runner: { host: "here", nonce: "0123456789abcdef" },
  started_at: "2026-11-20T09:00:00.000Z",
  traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`,
  prompt: "billing/summarize",
  config: {},
  inputs: {},
  messages: [],
  model_asked: "openai/gpt-5-mini",
  reserved: { calls: 1, tokens: 900, nano_usd: 70 },
  scopes: ["all"],
  timeline: [],
  redactions: 1,
};
const response = (text: string): ModelResponse => ({
  text,
  toolCalls: [],
  citations: [{ url: "https://example.com/", spans: [{ start: 0, end: 1 }] }],
  usage: { input: 10, output: 5, cachedInput: 4, cacheWrite: 0, reasoning: 0, webSearches: 0 },
  finishReason: "stop",
  modelAnswered: "gpt-5-mini",
  latencyMs: 20,
  attempts: [{ outcome: "answered", status: 200, latencyMs: 20 }],
});
const answer = (text: string, cost?: number) => ({
  at,
  response: response(text),
  ...(cost === undefined ? {} : { cost_nano_usd: cost }),
  redactions: 1,
  findings: [],
});

test("two answers of one run are added up, and the record has its schema", () => {
  const record = endRun(draft, { status: "succeeded", at, answers: [answer("no", 30), answer("yes", 40)] });
  expect(Check(RunRecord, record)).toBe(true);
  expect(record).toMatchObject({
    output: { text: "yes", unrepaired: "no", citations: [{ url: "https://example.com/" }] },
    usage: { input: 20, output: 10, cached_input: 8 },
    cost_nano_usd: 70,
    latency_ms: 40,
    settled: { calls: 2, tokens: 30, nano_usd: 70 },
    redactions: 3,
  });
});

test("a price that is not known counts as what was reserved, and is not told as a cost", () => {
  const record = endRun(draft, { status: "succeeded", at, answers: [answer("yes")] });
  expect(record.settled.nano_usd).toBe(70);
  expect(record.cost_nano_usd).toBeUndefined();
});

test("a call without an answer was a call, and cost nothing that is known", () => {
  const record = endRun(draft, {
    status: "failed",
    reason: { code: "provider-server", message: "It is down." },
    at,
    answers: [],
    attempts: [{ outcome: "server", status: 503, latencyMs: 3 }],
  });
  expect(Check(RunRecord, record)).toBe(true);
  expect(record).toMatchObject({ settled: { calls: 1, tokens: 0, nano_usd: 0 }, attempts: [{ outcome: "server", status: 503 }] });
});

test("a call that was given up may have been paid: what was reserved for it is gone", () => {
  const record = endRun(draft, {
    status: "failed",
    reason: { code: "timeout", message: "It took too long." },
    at,
    answers: [],
    attempts: [{ outcome: "aborted", latencyMs: 30_000 }],
  });
  expect(record.settled).toEqual({ calls: 1, tokens: 0, nano_usd: 70 });
});
