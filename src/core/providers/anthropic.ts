import { EnvironmentVariable, Type, word } from "../model/shape.ts";
import { anthropicImageTokens } from "./anthropic-images.ts";
import { providerKind, settingsOf } from "./kind.ts";
import { BaseUrl, Headers, saidByPrompt, Stream } from "./settings.ts";

const ownServer = /^https:\/\/api\.anthropic\.com(?:[/:]|$)/i;
/** What the prompt's own content fills. */
const filled = ["model", "messages", "system", "stream"];
/** What newer versions of the API have no more. */
const sampling = ["temperature", "top_p", "top_k"];
/** US dollars of one web search that Anthropic runs for a model ($10 per 1,000). */
const webSearch = 0.01;
/** Tokens of an answer whose prompt sets no limit: this API wants one in every call. */
export const defaultMaxTokens = 4_096;

export const anthropic = providerKind({
  kind: "anthropic",
  summary: "The Anthropic API, or any server that speaks it.",
  settings: settingsOf("anthropic", {
    base_url: Type.Optional({ ...BaseUrl, description: "Without `/v1`. Default: Anthropic's." }),
    api_key_env: Type.Optional(EnvironmentVariable),
    api_version: Type.Optional(
      word(["2026-10-21", "2023-06-01"], {
        default: "2026-10-21",
        description: "Of the API. `2023-06-01` for prompts that set `temperature`, `top_p` or `top_k`, and for servers that want the key as `x-api-key`.",
      }),
    ),
    headers: Type.Optional(Headers),
    stream: Type.Optional(Stream),
  }),
  keyVariable: ({ api_key_env, base_url }) => api_key_env ?? (base_url === undefined || ownServer.test(base_url) ? "ANTHROPIC_API_KEY" : undefined),
  pricing: ({ base_url }) =>
    base_url === undefined || ownServer.test(base_url) ? { place: { providerId: "anthropic" }, webSearch } : { place: { providerApiUrl: base_url } },
  refusesParam: ({ api_version = "2026-10-21" }, param) =>
    api_version !== "2023-06-01" && sampling.includes(param)
      ? `Version ${api_version} of the Anthropic API has no \`${param}\`: leave it out of the prompt, or give the provider \`api_version: 2023-06-01\`.`
      : saidByPrompt(filled, param),
  assumedOutput: defaultMaxTokens,
  imageTokens: anthropicImageTokens,
});
