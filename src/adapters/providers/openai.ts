import { ProviderError } from "../../core/errors/provider-error.ts";
import { isOpenAi } from "../../core/providers/openai.ts";
import { keyVariable, type SettingsOf } from "../../core/providers/registry.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { chat } from "./openai/chat.ts";
import { embeddings } from "./openai/embeddings.ts";
import { responses } from "./openai/responses.ts";
import { askOverHttp } from "./over-http/ask-over-http.ts";
import { checkedBaseUrl } from "./over-http/checked-url.ts";
import { askedUrl } from "./over-http/failures.ts";
import { callHeaders, lowerCased } from "./over-http/headers.ts";
import { keyFrom } from "./over-http/key-from.ts";
import { refuseParams } from "./refuse-params.ts";
import type { Post } from "./over-http/sdk-post.ts";

const ownBaseUrl = "https://api.openai.com/v1";
/** For servers that ask for no key: some refuse a request that has none. */
const noKey = "none";

/** The OpenAI API, or any server that speaks it. The SDK is loaded at the first call. */
export async function openai(name: string, settings: SettingsOf<"openai">, { clock, environment }: ProviderPorts): Promise<Endpoint> {
  const { api = "responses", headers, stream = false } = settings;
  const url = checkedBaseUrl(name, settings.base_url ?? ownBaseUrl);
  const { speaker, key, unready } = keyFrom(name, keyVariable(settings), environment);
  let client: Promise<Post> | undefined;

  async function makeClient(): Promise<Post> {
    const authorization = `Bearer ${key() ?? noKey}`;
    const { openaiClient } = await import("./openai/client.ts");
    return openaiClient(
      { speaker, url, setting: "base_url", isUsual: settings.base_url === undefined, now: () => clock.now() },
      callHeaders({ authorization }, headers),
    );
  }

  const post = () => (client ??= makeClient());
  const foreign = api === "responses" && !isOpenAi(settings.base_url);

  /** Most servers that speak OpenAI's API know only its older one. */
  function advise(error: unknown): never {
    if (!(error instanceof ProviderError)) throw error;
    // What has a cause broke on its way, whatever its shape.
    const isOtherShape = error.kind === "malformed" && error.cause === undefined;
    if (error.status !== 404 && error.status !== 405 && !isOtherShape) throw error;
    const asked = error.status === 404 ? "" : `Asked was ${speaker.clean(askedUrl({ url, path: responses.path }))} `;
    throw error.advised(`${asked}If the server knows no Responses API, set \`api: chat\` for provider ${name}.`);
  }

  const ask = askOverHttp({ speaker, wire: api === "chat" ? chat : responses, post, streams: () => stream, clock });
  return {
    unready,
    identity: { api, base_url: url, headers: lowerCased(headers) },
    ask(request, signal, turn) {
      refuseParams(name, settings, request);
      return foreign ? ask(request, signal, turn).catch(advise) : ask(request, signal, turn);
    },
    embed: embeddings(speaker, post),
  };
}
