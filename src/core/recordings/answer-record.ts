import type { RecordedAnswer } from "../model/recording.ts";
import type { Attempt, ModelResponse } from "../model-call/response.ts";
import { usageOfRecord, usageRecord } from "../eval/usage-record.ts";

/** An answer as it is recorded. @param costNanoUsd What it cost; undefined when that is not known. */
export function answerRecord(response: Omit<ModelResponse, "costNanoUsd">, costNanoUsd: number | undefined): RecordedAnswer {
  const { text, toolCalls, citations, searchResults, usage, finishReason, refusal, modelAnswered, latencyMs, firstTokenMs, attempts } = response;
  return {
    text,
    ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls.map(({ name, arguments: given }) => ({ name, arguments: given })) }),
    ...(citations.length === 0 ? {} : { citations: citations.map(copied) }),
    ...(searchResults === undefined ? {} : { search_results: searchResults.map((result) => ({ ...result })) }),
    ...(usage === undefined ? {} : { usage: { ...usageRecord(usage), ...(usage.reasoningUntold && { reasoning_untold: true }) } }),
    ...(costNanoUsd === undefined ? {} : { cost_nano_usd: costNanoUsd }),
    finish_reason: finishReason,
    ...(refusal === undefined ? {} : { refusal }),
    model_answered: modelAnswered,
    latency_ms: latencyMs,
    ...(firstTokenMs === undefined ? {} : { first_token_ms: firstTokenMs }),
    attempts: attempts.map(({ outcome, status, latencyMs: ms }) => ({ outcome, ...(status === undefined ? {} : { status }), latency_ms: ms })),
  };
}

/** The inverse of `answerRecord`; the vendor's own name for the call is not recorded. */
export function answerOfRecord(recorded: RecordedAnswer): ModelResponse {
  const { text, tool_calls = [], citations = [], search_results, usage, cost_nano_usd, finish_reason, refusal } = recorded;
  const { model_answered, latency_ms, first_token_ms, attempts } = recorded;
  return {
    text,
    toolCalls: tool_calls,
    citations,
    ...(search_results === undefined ? {} : { searchResults: search_results }),
    usage: usage && { ...usageOfRecord(usage), ...(usage.reasoning_untold && { reasoningUntold: true }) },
    ...(cost_nano_usd === undefined ? {} : { costNanoUsd: cost_nano_usd }),
    finishReason: finish_reason,
    ...(refusal === undefined ? {} : { refusal }),
    modelAnswered: model_answered,
    latencyMs: latency_ms,
    ...(first_token_ms === undefined ? {} : { firstTokenMs: first_token_ms }),
    attempts: attempts.map(({ outcome, status, latency_ms: ms }) => ({
      outcome: outcome as Attempt["outcome"],
      ...(status === undefined ? {} : { status }),
      latencyMs: ms,
    })),
  };
}

function copied({ url, title, spans }: ModelResponse["citations"][number]): NonNullable<RecordedAnswer["citations"]>[number] {
  return { url, ...(title === undefined ? {} : { title }), ...(spans === undefined ? {} : { spans: spans.map(({ start, end }) => ({ start, end })) }) };
}
