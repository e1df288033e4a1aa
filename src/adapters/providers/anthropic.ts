import { keyVariable, type SettingsOf } from "../../core/providers/registry.ts";
import type { Endpoint, ProviderPorts } from "./endpoint.ts";
import { messages } from "./anthropic/messages.ts";
import { askOverHttp } from "./over-http/ask-over-http.ts";
import { checkedBaseUrl } from "./over-http/checked-url.ts";
import type { Fields } from "./over-http/fields.ts";
import { callHeaders, lowerCased } from "./over-http/headers.ts";
import { keyFrom } from "./over-http/key-from.ts";
import { refuseParams } from "./refuse-params.ts";
import type { Post } from "./over-http/sdk-post.ts";

const ownBaseUrl = "https://api.anthropic.com";
/** For servers that ask for no key: some refuse a request that has none. */
const noKey = "none";
/** Tokens per second that the vendor's client reckons with, and the seconds after which it wants an answer in pieces. */
const pace = 128_000 / 3_600;
const longestSilence = 600;

/** The Anthropic API, or any server that speaks it. The SDK is loaded at the first call. */
export async function anthropic(name: string, settings: SettingsOf<"anthropic">, { clock, environment }: ProviderPorts): Promise<Endpoint> {
  const { api_version: version = "2026-10-21", headers, stream = false } = settings;
  // The path has the version: an address that ends with it means the same.
  const url = checkedBaseUrl(name, settings.base_url ?? ownBaseUrl).replace(/\/v1$/, "");
  const { speaker, key, unready } = keyFrom(name, keyVariable(settings), environment);
  let client: Promise<Post> | undefined;

  async function makeClient(): Promise<Post> {
    const secret = key() ?? noKey;
    const authentication: Record<string, string> = version === "2023-06-01" ? { "x-api-key": secret } : { authorization: `Bearer ${secret}` };
    const { anthropicClient } = await import("./anthropic/client.ts");
    const place = { speaker, url, setting: "base_url", isUsual: settings.base_url === undefined, now: () => clock.now() } as const;
    return anthropicClient(place, callHeaders({ "anthropic-version": version, ...authentication }, headers));
  }

  const ask = askOverHttp({ speaker, wire: messages, post: () => (client ??= makeClient()), streams: (body) => stream || takesLong(body), clock });
  return {
    unready,
    identity: { base_url: url, api_version: version, headers: lowerCased(headers) },
    ask(request, signal, turn) {
      refuseParams(name, settings, request);
      return ask(request, signal, turn);
    },
  };
}

/** A connection that is silent for ten minutes is often cut on the way: the vendor's own client asks for no such answer in one piece. */
function takesLong({ max_tokens: limit }: Fields): boolean {
  return typeof limit === "number" && limit / pace > longestSilence;
}
