import { EnvironmentVariable, Type, word } from "../model/shape.ts";
import { providerKind, settingsOf } from "./kind.ts";
import { openaiImageTokens } from "./openai-images.ts";
import { BaseUrl, Headers, saidByPrompt, Stream } from "./settings.ts";

/** OpenAI's own servers, regional ones included. */
const ownServer = /^https:\/\/(?:[a-z]+\.)?api\.openai\.com(?:[/:]|$)/i;
/** Where OpenAI's usual prices hold: regional servers have prices of their own. */
const usualPrices = /^https:\/\/api\.openai\.com(?:[/:]|$)/i;
/** What the prompt's own content fills. */
const filled = { responses: ["model", "input", "instructions", "stream", "background"], chat: ["model", "messages", "stream", "n"] };
/** US dollars of one web search that OpenAI runs for a model ($10 per 1,000). */
const webSearch = 0.01;

/** Is this OpenAI's own server, which knows every API of its own? @param baseUrl Undefined = the usual address. */
export function isOpenAi(baseUrl: string | undefined): boolean {
  return baseUrl === undefined || ownServer.test(baseUrl);
}

export const openai = providerKind({
  kind: "openai",
  summary: "The OpenAI API, or any server that speaks it.",
  settings: settingsOf("openai", {
    api: Type.Optional(word(["responses", "chat"], { default: "responses", description: "`chat` for servers that only know Chat Completions." })),
    base_url: Type.Optional({ ...BaseUrl, description: "Ollama, vLLM, LM Studio, OpenRouter, Azure … Default: OpenAI's." }),
    api_key_env: Type.Optional(EnvironmentVariable),
    headers: Type.Optional(Headers),
    stream: Type.Optional(Stream),
  }),
  keyVariable: ({ api_key_env, base_url }) => api_key_env ?? (isOpenAi(base_url) ? "OPENAI_API_KEY" : undefined),
  pricing: ({ base_url }) =>
    base_url === undefined || usualPrices.test(base_url) ? { place: { providerId: "openai" }, webSearch } : { place: { providerApiUrl: base_url } },
  embeds: () => true,
  refusesParam: ({ api = "responses" }, param) => saidByPrompt(filled[api], param),
  imageTokens: openaiImageTokens,
});
