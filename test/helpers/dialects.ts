import type { ProviderConfig } from "../../src/core/providers/registry.ts";
import type { ModelServer } from "./model-server.ts";

/** A kind of provider that asks a server, and how that server is spoken with. A new one is a line in `dialects`. */
export interface Dialect {
  readonly name: string;
  /** What its provider says in `.promptops.yml`, the key in `ACME_KEY`. */
  settings(server: Pick<ModelServer, "baseUrl">): ProviderConfig;
  /** Where calls arrive. */
  readonly path: string;
  /** The header that carries a key, as it should arrive. */
  keyHeader(key: string): Readonly<Record<string, string>>;
  readonly toolCalls: boolean;
  /** Does the answer come in pieces? */
  readonly streams: boolean;
  /** What it calls the address in its settings. */
  readonly addressSetting: "base_url" | "url";
}

const key = { api_key_env: "ACME_KEY" } as const;
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const vendor = { toolCalls: true, streams: false, addressSetting: "base_url", keyHeader: bearer } as const;

const atOnce: readonly Dialect[] = [
  { ...vendor, name: "openai responses", path: "/v1/responses", settings: ({ baseUrl }) => ({ kind: "openai", base_url: baseUrl, ...key }) },
  { ...vendor, name: "openai chat", path: "/v1/chat/completions", settings: ({ baseUrl }) => ({ kind: "openai", api: "chat", base_url: baseUrl, ...key }) },
  { ...vendor, name: "anthropic", path: "/v1/messages", settings: ({ baseUrl }) => ({ kind: "anthropic", base_url: baseUrl, ...key }) },
];

const inPieces = atOnce.map((dialect): Dialect => ({
  ...dialect,
  name: `${dialect.name}, in pieces`,
  streams: true,
  settings: (server) => ({ ...dialect.settings(server), stream: true }) as ProviderConfig,
}));

const http: Dialect = {
  ...vendor,
  name: "http",
  path: "/v1/models/small/generate",
  toolCalls: false,
  addressSetting: "url",
  settings: ({ baseUrl }) => ({
    kind: "http",
    url: `${baseUrl}/models/{{ model }}/generate`,
    ...key,
    request: { name: "{{ model }}", turns: "{{ messages }}", shape: "{{ schema }}" },
    response: {
      text: "$.result.answer",
      model: "$.by",
      input_tokens: "$.counts.in",
      output_tokens: "$.counts.out",
      cached_tokens: "$.counts.cached",
      finish_reason: "$.why",
      request_id: "$.id",
      error: "$.error.message",
    },
  }),
};

export const dialects: readonly Dialect[] = [...atOnce, ...inPieces, http];
