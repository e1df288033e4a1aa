/** What a model shall say, whatever API it is asked by. */
export interface Said {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: string }[];
  readonly refusal?: string;
  readonly citations?: readonly { readonly url: string; readonly title?: string }[];
  /** `length` or `content-filter`: it stopped before the end. */
  readonly stopped?: "length" | "content-filter";
  readonly usage?: {
    readonly input: number;
    readonly output: number;
    readonly cached?: number;
    readonly written?: number;
    /** Of `written`, kept for longer than usual. */
    readonly writtenLong?: number;
    readonly reasoning?: number;
  } | null;
  readonly searches?: number;
  readonly model?: string;
  /** The tier that served it. */
  readonly tier?: string;
}

type Body = Record<string, unknown>;
const usual = { input: 3, output: 2 };

/** A good answer in the words of the API that was called. */
export function answerOf(path: string, said: Said, body: Body): Body {
  if (path.endsWith("/responses")) return responsesAnswer(said, body);
  if (path.endsWith("/messages")) return messagesAnswer(said, body);
  return path.endsWith("/generate") ? plainAnswer(said, body) : chatAnswer(said, body);
}

function responsesAnswer({ text, toolCalls = [], refusal, citations = [], stopped, usage = usual, searches, model, tier = "default" }: Said, body: Body): Body {
  const annotations = citations.map((citation) => ({ type: "url_citation", start_index: 0, end_index: 1, ...citation }));
  const content = [
    ...(text === undefined ? [] : [{ type: "output_text", text, annotations }]),
    ...(refusal === undefined ? [] : [{ type: "refusal", refusal }]),
  ];
  return {
    object: "response",
    status: stopped === undefined ? "completed" : "incomplete",
    error: null,
    incomplete_details: stopped === undefined ? null : { reason: stopped === "length" ? "max_output_tokens" : "content_filter" },
    model: model ?? body["model"],
    service_tier: tier,
    output: [
      { type: "reasoning", summary: [] },
      ...Array.from({ length: searches ?? 0 }, () => ({ type: "web_search_call", action: { type: "search" } })),
      ...(searches === undefined ? [] : [{ type: "web_search_call", action: { type: "open_page" } }]),
      ...(content.length === 0 ? [] : [{ type: "message", role: "assistant", content }]),
      ...toolCalls.map((call) => ({ type: "function_call", call_id: "c", ...call })),
    ],
    usage: usage && {
      input_tokens: usage.input,
      input_tokens_details: {
        cached_tokens: usage.cached ?? 0,
        cache_write_tokens: usage.written ?? 0,
        ...(usage.writtenLong !== undefined && { cache_write_tokens_details: { ttl_12h_tokens: usage.writtenLong } }),
      },
      output_tokens: usage.output,
      output_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    },
  };
}

function chatAnswer({ text, toolCalls = [], refusal, citations = [], stopped, usage = usual, model, tier = "default" }: Said, body: Body): Body {
  const finish = stopped === undefined ? (toolCalls.length > 0 ? "tool_calls" : "stop") : stopped.replace("-", "_");
  const message = {
    role: "assistant",
    content: text ?? null,
    refusal: refusal ?? null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map((call, at) => ({ id: `c${at}`, type: "function", function: call })) }),
    annotations: citations.map((citation) => ({ type: "url_citation", url_citation: { start_index: 0, end_index: 1, ...citation } })),
  };
  return {
    object: "chat.completion",
    model: model ?? body["model"],
    service_tier: tier,
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: usage && {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      prompt_tokens_details: { cached_tokens: usage.cached ?? 0, cache_write_tokens: usage.written ?? 0 },
      completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0 },
    },
  };
}

function messagesAnswer(
  { text, toolCalls = [], refusal, citations = [], stopped, usage = usual, searches = 0, model, tier = "standard" }: Said,
  body: Body,
): Body {
  const cited = citations.map(({ url, title }) => ({
    type: "web_search_result_location",
    url,
    title: title ?? null,
    cited_text: `about ${url}`,
    encrypted_index: "x",
  }));
  const reason =
    refusal !== undefined
      ? "refusal"
      : stopped === undefined
        ? toolCalls.length > 0
          ? "tool_use"
          : "end_turn"
        : stopped === "length"
          ? "max_tokens"
          : "refusal";
  const found = citations.map(({ url, title }) => ({ type: "web_search_result", url, title: title ?? "", encrypted_content: "sealed", page_age: null }));
  return {
    type: "message",
    role: "assistant",
    model: model ?? body["model"],
    content: [
      { type: "thinking", thinking: "", signature: "s" },
      ...(searches === 0 ? [] : [{ type: "server_tool_use", id: "s", name: "web_search", input: { query: "q" } }]),
      ...(searches === 0 ? [] : [{ type: "web_search_tool_result", tool_use_id: "s", content: found }]),
      ...(text === undefined ? [] : [{ type: "text", text, citations: cited.length > 0 ? cited : null }]),
      ...toolCalls.map((call) => ({ type: "tool_use", id: "t", name: call.name, input: parsed(call.arguments) })),
    ],
    stop_reason: reason,
    stop_details: refusal === undefined ? null : { type: "refusal", category: "cyber", explanation: refusal },
    usage: usage && {
      // Counted beside the rest, not as a part of it.
      input_tokens: usage.input - (usage.cached ?? 0) - (usage.written ?? 0),
      cache_read_input_tokens: usage.cached ?? 0,
      cache_creation_input_tokens: usage.written ?? 0,
      cache_creation: { ephemeral_5m_input_tokens: (usage.written ?? 0) - (usage.writtenLong ?? 0), ephemeral_1h_input_tokens: usage.writtenLong ?? 0 },
      output_tokens: usage.output,
      output_tokens_details: { thinking_tokens: usage.reasoning ?? 0 },
      server_tool_use: { web_search_requests: searches, web_fetch_requests: 0 },
      service_tier: tier,
      speed: "standard",
      inference_geo: "not_available",
    },
  };
}

/** Nobody's API: the one that the tests of `http` providers configure. */
function plainAnswer({ text, stopped, usage = usual, model }: Said, body: Body): Body {
  return {
    id: "req_1",
    result: { answer: text },
    why: stopped ?? "stop",
    by: model ?? body["name"],
    counts: usage && { in: usage.input, out: usage.output, cached: usage.cached ?? 0 },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
