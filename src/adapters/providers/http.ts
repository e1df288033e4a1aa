import { ProviderError } from "../../core/errors/provider-error.ts";
import { fillTemplate, MissingValue, templateTexts, type Values } from "../../core/model-call/json-template.ts";
import { requestValues } from "../../core/model-call/request-values.ts";
import { unplacedParts } from "../../core/model-call/unplaced-parts.ts";
import type { Json } from "../../core/model/shape.ts";
import { keyVariable, type SettingsOf } from "../../core/providers/registry.ts";
import type { Endpoint, ProviderPorts, Vectors } from "./endpoint.ts";
import type { JsonCall } from "./http/json-post.ts";
import { compilePaths, errorText, first, readAnswer } from "./http/read-answer.ts";
import { checkedVectors } from "./over-http/checked-vectors.ts";
import { checkedUrl } from "./over-http/checked-url.ts";
import { countOf, textOf } from "./over-http/fields.ts";
import { callHeaders, lowerCased, traceHeader } from "./over-http/headers.ts";
import { keyFrom } from "./over-http/key-from.ts";
import type { Speaker } from "./over-http/wire-format.ts";

const urlModel = /\{\{\s*model\s*\}\}/g;

/** Any server that takes JSON and answers with JSON: what is sent and where the answer stands is in the configuration. */
export async function http(name: string, settings: SettingsOf<"http">, { clock, environment }: ProviderPorts): Promise<Endpoint> {
  const { method = "POST", headers, request: template, response, embedding } = settings;
  const url = checkedUrl(name, "url", settings.url);
  const { speaker, key, unready } = keyFrom(name, keyVariable(settings), environment);
  const paths = await compilePaths(response);
  const names = new Set([...templateTexts(template)].flatMap((text) => text.names));

  const callTo = (address: string, model: string, traceparent?: string): JsonCall => ({
    place: { speaker, url: addressOf(speaker, address, model), setting: "url", now: () => clock.now() },
    method,
    headers: { ...callHeaders(authentication(settings, key()), headers), ...traceHeader(traceparent) },
    errorText: (body) => errorText(paths, body),
  });

  return {
    unready,
    identity: { url, method, headers: lowerCased(headers), request: template, response, ...(embedding && { embedding: embedding as unknown as Json }) },
    async ask(request, signal, { traceparent }) {
      const unplaced = unplacedParts(request, names);
      if (unplaced.length > 0)
        throw new ProviderError("bad-request", name, `The \`request\` of provider ${name} has no place for ${unplaced.join(", nor for ")}.`);
      const body = filled(speaker, template, requestValues(request));
      return readAnswer(speaker, paths, request, await post(callTo(url, request.model, traceparent), body, signal));
    },
    ...(embedding && { embed: await embedder(speaker, embedding, (model) => callTo(embedding.url ?? url, model)) }),
  };
}

/** What speaks HTTP is loaded when somebody is asked: answers from the cache need none of it. */
let speaking: Promise<typeof import("./http/json-post.ts")> | undefined;

async function post(call: JsonCall, body: Json, signal: AbortSignal): Promise<Json> {
  const { jsonPost } = await (speaking ??= import("./http/json-post.ts"));
  return jsonPost(call, body, signal);
}

async function embedder(
  speaker: Speaker,
  embedding: NonNullable<SettingsOf<"http">["embedding"]>,
  callFor: (model: string) => JsonCall,
): Promise<NonNullable<Endpoint["embed"]>> {
  const paths = await compilePaths(embedding.response);
  return async ({ model, texts }, signal): Promise<Vectors> => {
    const body = filled(speaker, embedding.request, (placeholder) => (placeholder === "texts" ? texts : placeholder === "model" ? model : undefined));
    const answered = await post(callFor(model), body, signal);
    const input = countOf(first(paths.input_tokens, answered));
    return {
      vectors: checkedVectors(speaker, paths.vectors?.(answered) ?? [], texts.length),
      usage: input === undefined ? undefined : { input, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 },
      modelAnswered: textOf(first(paths.model, answered)) ?? model,
    };
  };
}

/** A model's name is one piece of the address: it cannot lead to another host, nor up and down its folders. */
function addressOf({ name }: Speaker, url: string, model: string): string {
  if (/^\.{1,2}$/.test(model)) throw new ProviderError("bad-request", name, `A model called ${model} cannot stand in the URL of provider ${name}.`);
  return url.replace(urlModel, () => encodeURIComponent(model));
}

function authentication({ api_key_header: header = "authorization: Bearer" }: SettingsOf<"http">, key: string | undefined): Record<string, string> {
  if (key === undefined) return {};
  const [field = "", word] = header.split(/:\s*/);
  return { [field.toLowerCase()]: word === undefined || word === "" ? key : `${word} ${key}` };
}

function filled({ name }: Speaker, template: Json, values: Values): Json {
  try {
    return fillTemplate(template, values) ?? null;
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    throw new ProviderError("bad-request", name, `The \`request\` of provider ${name} needs {{ ${error.placeholder} }}, which this prompt does not have.`, {
      cause: error,
    });
  }
}
