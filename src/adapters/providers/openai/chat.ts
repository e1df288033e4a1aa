import { ProviderError } from "../../../core/errors/provider-error.ts";
import { failureOfStatus } from "../../../core/model-call/http-failure.ts";
import type { FilePart, ModelRequest, RenderedMessage, RenderedPart } from "../../../core/model-call/request.ts";
import type { Usage } from "../../../core/model-call/response.ts";
import type { Answer } from "../endpoint.ts";
import { citations, toolCall } from "../over-http/answer-parts.ts";
import { countOf, fieldsOf, isFields, listOf, textOf, thought, type Fields } from "../over-http/fields.ts";
import { assembleChat } from "./assemble-chat.ts";
import { rateOf } from "./rate-of.ts";
import { fileName, jsonFormat } from "./request-parts.ts";
import { functionTools, givenTools } from "../over-http/given-tools.ts";
import type { Speaker, WireFormat } from "../over-http/wire-format.ts";

/** https://platform.openai.com/docs/api-reference/chat, the API that most other servers speak. */
export const chat: WireFormat = {
  path: "/chat/completions",
  streaming: { stream: true, stream_options: { include_usage: true } },
  body,
  answer,
  assemble: assembleChat,
};

function body(provider: Speaker, request: ModelRequest): Fields {
  const { params, messages, output } = request;
  if (request.tools?.some(({ web_search }) => web_search !== undefined)) {
    throw new ProviderError(
      "bad-request",
      provider.name,
      `Chat Completions has no web search: give provider ${provider.name} \`api: responses\`, or take \`web_search\` out of the prompt's tools.`,
    );
  }
  const tools = [...functionTools(request).map((tool) => ({ type: "function", function: tool })), ...givenTools(request)];
  return {
    ...responseFormat(output),
    ...params,
    ...(tools.length === 0 ? {} : { tools }),
    model: request.model,
    messages: messages.map((message) => chatMessage(provider, message)),
  };
}

function responseFormat(output: ModelRequest["output"]): Fields {
  const format = jsonFormat(output);
  if (format === undefined) return {};
  if (format.type === "json_object") return { response_format: format };
  const { type, ...schema } = format;
  return { response_format: { type, json_schema: schema } };
}

function chatMessage(provider: Speaker, { role, parts }: RenderedMessage): Fields {
  const [only, ...others] = parts;
  return { role, content: only?.kind === "text" && others.length === 0 ? only.text : parts.map((part) => chatPart(provider, part)) };
}

function chatPart(provider: Speaker, part: RenderedPart): Fields {
  if (part.kind === "text") return { type: "text", text: part.text };
  if (part.kind === "image") return { type: "image_url", image_url: { url: part.url, ...(part.detail === undefined ? {} : { detail: part.detail }) } };
  return chatFile(provider, part);
}

function chatFile(provider: Speaker, part: FilePart): Fields {
  if (part.url.startsWith("data:")) return { type: "file", file: { filename: fileName(part), file_data: part.url } };
  throw new ProviderError(
    "bad-request",
    provider.name,
    `Chat Completions takes no file by its URL: give provider ${provider.name} \`api: responses\`, or put the file into the repository.`,
  );
}

function answer(provider: Speaker, request: ModelRequest, body: Fields): Answer {
  if (isFields(body["error"])) throw failed(provider, body["error"]);
  const [choice] = listOf(body["choices"]);
  if (choice === undefined || !isFields(choice["message"]))
    throw new ProviderError("malformed", provider.name, `${provider.name} sent an answer without a message.`);
  const { content, refusal, tool_calls: calls, annotations } = choice["message"];
  const toolCalls = listOf(calls).map((call) => toolCall(fieldsOf(call["function"])));
  const refused = textOf(refusal);
  return {
    text: textOf(content) ?? "",
    toolCalls,
    citations: citations(listOf(annotations).map((annotation) => fieldsOf(annotation["url_citation"]))),
    usage: usageOf(body),
    finishReason: finishReason(choice["finish_reason"], toolCalls.length > 0),
    ...(refused === undefined || refused === "" ? {} : { refusal: refused }),
    modelAnswered: textOf(body["model"]) ?? request.model,
  };
}

/** Some gateways send the failure of the server behind them with success; its status is then the error's code. */
function failed({ name, clean }: Speaker, { code, message }: Fields): ProviderError {
  const status = countOf(code);
  const kind = status === undefined ? "server" : failureOfStatus(status);
  return new ProviderError(kind, name, `${name} failed: ${clean(textOf(message) ?? "it did not say why")}`, status === undefined ? {} : { status });
}

function usageOf({ usage, service_tier: tier }: Fields): Usage | undefined {
  if (!isFields(usage)) return undefined;
  const { cached_tokens: cached, cache_write_tokens: written } = fieldsOf(usage["prompt_tokens_details"]);
  return {
    input: countOf(usage["prompt_tokens"]) ?? 0,
    output: countOf(usage["completion_tokens"]) ?? 0,
    cachedInput: countOf(cached) ?? 0,
    cacheWrite: countOf(written) ?? 0,
    ...thought(countOf(fieldsOf(usage["completion_tokens_details"])["reasoning_tokens"])),
    webSearches: 0,
    ...rateOf(tier),
  };
}

/** Some servers say `stop` beside tool calls, or nothing at all. */
function finishReason(reason: unknown, calledTools: boolean): Answer["finishReason"] {
  if (reason === "length") return "length";
  if (reason === "content_filter") return "content-filter";
  if (calledTools) return "tool-calls";
  return reason === "stop" || reason == null ? "stop" : "other";
}
