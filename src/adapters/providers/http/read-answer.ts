import { ProviderError } from "../../../core/errors/provider-error.ts";
import { nanoDollars } from "../../../core/cost/nano-dollars.ts";
import { compileJsonPath, type JsonPath } from "../../../core/model-call/json-path.ts";
import type { ModelRequest } from "../../../core/model-call/request.ts";
import type { Usage } from "../../../core/model-call/response.ts";
import type { Json } from "../../../core/model/shape.ts";
import type { SettingsOf } from "../../../core/providers/registry.ts";
import type { Answer } from "../endpoint.ts";
import { countOf, thought } from "../over-http/fields.ts";
import type { Speaker } from "../over-http/wire-format.ts";

type Named<K extends string> = { readonly [N in K]?: JsonPath | undefined };
export type ResponsePaths = Named<keyof SettingsOf<"http">["response"]>;

/** Paths of the configuration, ready to be asked; one that is none selects nothing, and the configuration's check tells of it. */
export async function compilePaths<K extends string>(paths: { readonly [N in K]?: string | undefined }): Promise<Named<K>> {
  const compiled: { [N in string]: JsonPath } = {};
  for (const [name, query] of Object.entries<string | undefined>(paths)) {
    const path = query === undefined ? undefined : await compileJsonPath(query);
    if (typeof path === "function") compiled[name] = path;
  }
  return compiled as Named<K>;
}

/** What a body says that came with success. @throws ProviderError when it holds no answer. */
export function readAnswer({ name, clean }: Speaker, paths: ResponsePaths, { model }: ModelRequest, body: Json): Answer {
  const wrong = errorText(paths, body);
  if (wrong !== undefined) throw new ProviderError("server", name, `${name} failed: ${clean(wrong)}`);
  const texts = paths.text?.(body) ?? [];
  if (texts.every((text) => text === null)) throw new ProviderError("malformed", name, `${name} sent an answer without what \`response.text\` looks for.`);
  const cost = Number(first(paths.cost_usd, body) ?? Number.NaN);
  const requestId = first(paths.request_id, body);
  return {
    text: texts.map(written).join(""),
    toolCalls: [],
    citations: [],
    usage: usageOf(paths, body),
    ...(Number.isFinite(cost) && cost >= 0 && { costNanoUsd: nanoDollars(cost) }),
    finishReason: finishReason(first(paths.finish_reason, body)),
    ...(requestId === undefined ? {} : { providerRequestId: written(requestId) }),
    modelAnswered: written(first(paths.model, body) ?? model),
  };
}

/** What the server says went wrong, where the configuration knows how it says so. */
export function errorText({ error }: ResponsePaths, body: Json): string | undefined {
  const found = first(error, body);
  return found === undefined ? undefined : written(found);
}

export function first(path: JsonPath | undefined, body: Json): Exclude<Json, null> | undefined {
  return path?.(body).find((value) => value !== null);
}

function written(value: Json): string {
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** Unknown, not zero, where one of the two counts is not there. */
function usageOf(paths: ResponsePaths, body: Json): Usage | undefined {
  const input = countOf(first(paths.input_tokens, body));
  const output = countOf(first(paths.output_tokens, body));
  if (input === undefined || output === undefined) return undefined;
  const cachedInput = countOf(first(paths.cached_tokens, body)) ?? 0;
  return { input, output, cachedInput, cacheWrite: 0, ...thought(countOf(first(paths.reasoning_tokens, body))), webSearches: 0 };
}

const reasons: Readonly<Record<string, Answer["finishReason"]>> = {
  stop: "stop",
  end_turn: "stop",
  stop_sequence: "stop",
  eos: "stop",
  eos_token: "stop",
  complete: "stop",
  completed: "stop",
  finished: "stop",
  length: "length",
  max_tokens: "length",
  max_output_tokens: "length",
  tool_calls: "tool-calls",
  tool_use: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
  safety: "content-filter",
  refusal: "content-filter",
};

/** The words of the common servers, whatever their case; a server that says nothing has simply stopped. */
function finishReason(word: Json | undefined): Answer["finishReason"] {
  if (word === undefined) return "stop";
  const name = written(word).toLowerCase();
  return Object.hasOwn(reasons, name) ? (reasons[name] ?? "other") : "other";
}
