import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { ModelRequest, RenderedMessage, RenderedPart } from "../../../core/model-call/request.ts";
import type { SearchResult, Usage } from "../../../core/model-call/response.ts";
import type { Role } from "../../../core/model/prompt.ts";
import type { Answer } from "../endpoint.ts";
import { citations, isHttps, toolCall } from "../over-http/answer-parts.ts";
import { countOf, fieldsOf, isFields, listOf, textOf, thought, type Fields } from "../over-http/fields.ts";
import { assembleResponses } from "./assemble-responses.ts";
import { rateOf } from "./rate-of.ts";
import { fileName, jsonFormat } from "./request-parts.ts";
import { functionTools, givenTools } from "../over-http/given-tools.ts";
import type { Speaker, WireFormat } from "../over-http/wire-format.ts";

/** https://platform.openai.com/docs/api-reference/responses */
export const responses: WireFormat = {
  path: "/responses",
  streaming: { stream: true },
  body,
  answer,
  assemble: assembleResponses,
};

/** Asked for with every search: which pages it found. */
const sources = "web_search_call.action.sources";

function body(_provider: Speaker, request: ModelRequest): Fields {
  const { params, messages, output } = request;
  const search = webSearch(request);
  const tools = [
    ...functionTools(request).map((tool) => ({ type: "function", strict: false, ...tool })),
    ...(search === undefined ? [] : [search.tool]),
    ...givenTools(request),
  ];
  const format = jsonFormat(output);
  return {
    // OpenAI keeps answers for a month unless told otherwise; a prompt's parameters may ask for it.
    store: false,
    ...(search?.limit === undefined ? {} : { max_tool_calls: search.limit }),
    ...params,
    ...(search === undefined ? {} : { include: [...new Set([...given(params["include"]), sources])] }),
    ...(format === undefined ? {} : { text: { format, ...fieldsOf(params["text"]) } }),
    ...(tools.length === 0 ? {} : { tools }),
    model: request.model,
    input: messages.map(inputMessage),
  };
}

function given(include: unknown): readonly unknown[] {
  return Array.isArray(include) ? include : [];
}

function inputMessage({ role, parts }: RenderedMessage): Fields {
  const [only, ...others] = parts;
  return { role, content: only?.kind === "text" && others.length === 0 ? only.text : parts.map((part) => inputPart(role, part)) };
}

function inputPart(role: Role, part: RenderedPart): Fields {
  if (part.kind === "text") return { type: role === "assistant" ? "output_text" : "input_text", text: part.text };
  if (part.kind === "image") return { type: "input_image", image_url: part.url, detail: part.detail ?? "auto" };
  return part.url.startsWith("data:") ? { type: "input_file", filename: fileName(part), file_data: part.url } : { type: "input_file", file_url: part.url };
}

function webSearch({ tools = [] }: ModelRequest): { readonly tool: Fields; readonly limit: number | undefined } | undefined {
  const policy = tools.find((tool) => tool.web_search !== undefined)?.web_search;
  if (policy === undefined) return undefined;
  const filters = policy.allowed_domains === undefined ? {} : { filters: { allowed_domains: policy.allowed_domains } };
  return { tool: { type: "web_search", ...filters }, limit: policy.max_searches };
}

function answer(provider: Speaker, request: ModelRequest, body: Fields): Answer {
  const { status, error, output, incomplete_details: incomplete } = body;
  if (status === "failed" || isFields(error)) throw failed(provider, fieldsOf(error));
  if (!Array.isArray(output)) throw new ProviderError("malformed", provider.name, `${provider.name} sent an answer without \`output\`.`);
  const items = listOf(output);
  const parts = items.filter(({ type }) => type === "message").flatMap(({ content }) => listOf(content));
  const texts = parts.filter(({ type }) => type === "output_text");
  const refusals = parts.flatMap(({ type, refusal }) => (type === "refusal" ? [textOf(refusal) ?? ""] : []));
  const toolCalls = items.filter(({ type }) => type === "function_call").map(toolCall);
  const found = searchResults(items);
  return {
    text: texts.map(({ text }) => textOf(text) ?? "").join(""),
    toolCalls,
    citations: citations(texts.flatMap(({ annotations }) => listOf(annotations)).filter(({ type }) => type === "url_citation")),
    ...(found.length === 0 ? {} : { searchResults: found }),
    usage: usageOf(body, items),
    finishReason: finishReason(textOf(fieldsOf(incomplete)["reason"]), toolCalls.length > 0),
    ...(refusals.length === 0 ? {} : { refusal: refusals.join("") }),
    modelAnswered: textOf(body["model"]) ?? request.model,
  };
}

/** The pages that it found and opened, each once; OpenAI shows their addresses and nothing of their text. */
function searchResults(items: readonly Fields[]): SearchResult[] {
  const actions = items.filter(({ type }) => type === "web_search_call").map(({ action }) => fieldsOf(action));
  const urls = actions.flatMap(({ sources: found, url }) => [...listOf(found).map((page) => textOf(page["url"]) ?? ""), textOf(url) ?? ""]);
  return [...new Set(urls)].filter(isHttps).map((url) => ({ url }));
}

/** An answer can fail after its status was sent. */
function failed({ name, clean }: Speaker, { code, message }: Fields): ProviderError {
  const kind = code === "rate_limit_exceeded" ? "rate-limit" : code === "server_error" || code === undefined ? "server" : "bad-request";
  return new ProviderError(kind, name, `${name} failed: ${clean(textOf(message) ?? "it did not say why")}`);
}

function usageOf({ usage, tool_usage: toolUsage, service_tier: tier }: Fields, items: readonly Fields[]): Usage | undefined {
  if (!isFields(usage)) return undefined;
  const { cached_tokens: cached, cache_write_tokens: written, cache_write_tokens_details: byTime } = fieldsOf(usage["input_tokens_details"]);
  const long = countOf(fieldsOf(byTime)["ttl_12h_tokens"]) ?? 0;
  const billed = countOf(fieldsOf(fieldsOf(toolUsage)["web_search"])["num_requests"]);
  return {
    input: countOf(usage["input_tokens"]) ?? 0,
    output: countOf(usage["output_tokens"]) ?? 0,
    cachedInput: countOf(cached) ?? 0,
    cacheWrite: countOf(written) ?? 0,
    ...thought(countOf(fieldsOf(usage["output_tokens_details"])["reasoning_tokens"])),
    webSearches: billed ?? items.filter(isSearch).length,
    ...(long > 0 && { cacheWriteLong: long }),
    ...rateOf(tier),
  };
}

/** Opening a page it found is a `web_search_call` too, and costs nothing. */
function isSearch({ type, action }: Fields): boolean {
  return type === "web_search_call" && (fieldsOf(action)["type"] ?? "search") === "search";
}

function finishReason(incomplete: string | undefined, calledTools: boolean): Answer["finishReason"] {
  if (incomplete === "max_output_tokens") return "length";
  if (incomplete === "content_filter") return "content-filter";
  if (incomplete !== undefined) return "other";
  return calledTools ? "tool-calls" : "stop";
}
