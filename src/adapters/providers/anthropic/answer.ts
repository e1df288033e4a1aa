import { ProviderError } from "../../../core/errors/provider-error.ts";
import { failureOfCode } from "../../../core/model-call/http-failure.ts";
import type { ModelRequest } from "../../../core/model-call/request.ts";
import type { SearchResult, Usage } from "../../../core/model-call/response.ts";
import type { Json } from "../../../core/model/shape.ts";
import type { Answer } from "../endpoint.ts";
import { citations, isHttps } from "../over-http/answer-parts.ts";
import { countOf, fieldsOf, isFields, listOf, textOf, thought, type Fields } from "../over-http/fields.ts";
import type { Speaker } from "../over-http/wire-format.ts";

/** What a message says. @throws ProviderError */
export function answer(provider: Speaker, request: ModelRequest, body: Fields): Answer {
  if (body["type"] === "error" || isFields(body["error"])) throw failed(provider, fieldsOf(body["error"]));
  if (!Array.isArray(body["content"])) throw new ProviderError("malformed", provider.name, `${provider.name} sent an answer without \`content\`.`);
  const blocks = listOf(body["content"]);
  const texts = blocks.filter(({ type }) => type === "text");
  const cited = texts.flatMap((block) => listOf(block["citations"]));
  const text = texts.map((block) => textOf(block["text"]) ?? "").join("");
  const found = searchResults(blocks, cited);
  const refused = body["stop_reason"] === "refusal" ? refusal(body, text) : undefined;
  return {
    text: refused === undefined ? text : "",
    toolCalls: blocks.filter(({ type }) => type === "tool_use").map(({ name, input }) => ({ name: textOf(name) ?? "", arguments: (input ?? null) as Json })),
    citations: citations(cited),
    ...(found.length === 0 ? {} : { searchResults: found }),
    usage: usageOf(
      body["usage"],
      blocks.some(({ type }) => type === "thinking" || type === "redacted_thinking"),
    ),
    finishReason: finishReason(body["stop_reason"]),
    ...(refused === undefined ? {} : { refusal: refused }),
    modelAnswered: textOf(body["model"]) ?? request.model,
  };
}

function failed({ name, clean }: Speaker, { type, message }: Fields): ProviderError {
  return new ProviderError(failureOfCode(type) ?? "server", name, `${name} failed: ${clean(textOf(message) ?? "it did not say why.")}`);
}

/** What it had said until then belongs to the refusal: it is no answer. */
function refusal({ stop_details: details }: Fields, text: string): string {
  const { explanation, category } = fieldsOf(details);
  return textOf(explanation) ?? (text === "" ? `The model refused${typeof category === "string" ? ` (${category})` : ""}.` : text);
}

/** Pages that searches found; the text of each is sealed by Anthropic, but for the words that the answer cites. */
function searchResults(blocks: readonly Fields[], cited: readonly Fields[]): SearchResult[] {
  const quotes = new Map<string, string[]>();
  for (const { url, cited_text: quote } of cited) {
    if (typeof url === "string" && typeof quote === "string") quotes.set(url, [...(quotes.get(url) ?? []), quote]);
  }
  const results = blocks.filter(({ type }) => type === "web_search_tool_result").flatMap(({ content }) => listOf(content));
  return results.flatMap(({ url, title }) => {
    if (typeof url !== "string" || !isHttps(url)) return [];
    const text = quotes.get(url)?.join("\n");
    return [{ url, ...(typeof title === "string" && title !== "" ? { title } : {}), ...(text === undefined ? {} : { text }) }];
  });
}

/** Anthropic counts what came from the cache and what went into it beside the rest of the input; here they are parts of it. @param thinks Is there thinking in the answer? */
function usageOf(usage: unknown, thinks: boolean): Usage | undefined {
  if (!isFields(usage)) return undefined;
  const cached = countOf(usage["cache_read_input_tokens"]) ?? 0;
  const written = countOf(usage["cache_creation_input_tokens"]) ?? 0;
  const long = countOf(fieldsOf(usage["cache_creation"])["ephemeral_1h_input_tokens"]) ?? 0;
  return {
    input: (countOf(usage["input_tokens"]) ?? 0) + cached + written,
    output: countOf(usage["output_tokens"]) ?? 0,
    cachedInput: cached,
    cacheWrite: written,
    ...thought(countOf(fieldsOf(usage["output_tokens_details"])["thinking_tokens"]) ?? (thinks ? undefined : 0)),
    webSearches: countOf(fieldsOf(usage["server_tool_use"])["web_search_requests"]) ?? 0,
    ...(long > 0 && { cacheWriteLong: long }),
    ...rateOf(usage),
  };
}

/** Fast mode, bought capacity and a chosen region have prices of their own. */
function rateOf({ speed, service_tier: tier, inference_geo: place }: Fields): { rate?: string } {
  if (speed === "fast") return { rate: speed };
  if (tier === "priority" || tier === "batch") return { rate: tier };
  return typeof place === "string" && !["", "global", "not_available"].includes(place) ? { rate: place } : {};
}

function finishReason(reason: unknown): Answer["finishReason"] {
  switch (reason) {
    case "end_turn":
    case "stop_sequence":
      return "stop";
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool-calls";
    case "refusal":
      return "content-filter";
    default:
      return "other";
  }
}
