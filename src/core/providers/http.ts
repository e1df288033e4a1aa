import type { Static } from "typebox";
import type { Breach } from "../model/breach.ts";
import type { DocumentPath } from "../model/document-path.ts";
import { AnyJson, EnvironmentVariable, strict, Type, word, type Json } from "../model/shape.ts";
import { nearest } from "../errors/nearest.ts";
import { compileJsonPath } from "../model-call/json-path.ts";
import { templateTexts } from "../model-call/json-template.ts";
import { hasPlaceFor } from "../model-call/unplaced-parts.ts";
import { isRequestName, requestNames } from "../model-call/request-values.ts";
import { providerKind, settingsOf } from "./kind.ts";
import { Headers } from "./settings.ts";

const Path = (description: string) => Type.String({ minLength: 1, description });
const Url = Type.String({ pattern: "^https?://\\S+(?: \\S+)*$", description: "Where calls go. `{{ model }}` may stand in its path or query." });

const Response = strict({
  text: Path("JSONPath (RFC 9535) of the answer. Several texts are joined; what is no text is written as JSON."),
  model: Type.Optional(Path("JSONPath of the model that answered.")),
  input_tokens: Type.Optional(Path("JSONPath of the tokens that were read, cached ones included.")),
  output_tokens: Type.Optional(Path("JSONPath of the tokens that were written.")),
  cached_tokens: Type.Optional(Path("JSONPath of the tokens that came from a cache.")),
  reasoning_tokens: Type.Optional(Path("JSONPath of the tokens that were thought and not said, a part of those that were written.")),
  finish_reason: Type.Optional(Path("JSONPath of why the answer ended.")),
  request_id: Type.Optional(Path("JSONPath of the server's own name for the call.")),
  error: Type.Optional(Path("JSONPath of what went wrong; when it selects something, there is no answer.")),
  cost_usd: Type.Optional(Path("JSONPath of what the call cost, in US dollars.")),
});

const Embedding = strict({
  url: Type.Optional(Url),
  request: Type.Unsafe<Json>({ ...AnyJson, description: "The JSON that is sent: `{{ texts }}` and `{{ model }}`." }),
  response: strict({
    vectors: Path("JSONPath that selects one vector per text, in their order."),
    model: Type.Optional(Path("JSONPath of the model that answered.")),
    input_tokens: Type.Optional(Path("JSONPath of the tokens that were read.")),
  }),
});

export const embeddingNames = ["texts", "model"] as const;

const settings = settingsOf("http", {
  url: Url,
  method: Type.Optional(word(["POST", "PUT", "PATCH"], { default: "POST" })),
  headers: Type.Optional(Headers),
  api_key_env: Type.Optional(EnvironmentVariable),
  api_key_header: Type.Optional(
    Type.String({
      pattern: "^[A-Za-z0-9-]+(?:: ?[A-Za-z0-9_-]+)?$",
      default: "authorization: Bearer",
      description: "The header that the key goes in, and the word before it, if any: `x-api-key`, `authorization: Token`.",
    }),
  ),
  request: Type.Unsafe<Json>({
    ...AnyJson,
    description: "The JSON that is sent. Its texts may hold `{{ messages }}`, `{{ model }}`, `{{ params.temperature }}` …",
  }),
  response: Response,
  embedding: Type.Optional(Embedding),
});

export const http = providerKind({
  kind: "http",
  summary: "Any server that takes JSON and answers with JSON.",
  settings,
  keyVariable: ({ api_key_env }) => api_key_env,
  embeds: ({ embedding }) => embedding !== undefined,
  refusesParam: ({ request }, param) =>
    hasPlaceFor(param, new Set([...templateTexts(request)].flatMap(({ names }) => names)))
      ? undefined
      : `The provider's \`request\` has no place for the parameter \`${param}\` (\`{{ params.${param} }}\`).`,
  problems,
});

/** What is wrong with its templates and paths, told before any call. */
async function problems({ url, request, response, embedding }: Static<typeof settings>): Promise<Breach[]> {
  return [
    ...urlBreaches(url, ["url"]),
    ...templateBreaches(request, ["request"], isRequestName, requestNames, "`params.` and a parameter's name"),
    ...(await pathBreaches(response, ["response"])),
    ...(embedding?.url === undefined ? [] : urlBreaches(embedding.url, ["embedding", "url"])),
    ...(embedding === undefined
      ? []
      : templateBreaches(embedding.request, ["embedding", "request"], (name) => name === "texts" || name === "model", embeddingNames)),
    ...(embedding === undefined ? [] : await pathBreaches(embedding.response, ["embedding", "response"])),
  ];
}

function* urlBreaches(url: string, path: DocumentPath): Generator<Breach> {
  const hint = "`{{ model }}` is all that a URL may hold, and only after the host.";
  const plain = url.replace(/\{\{\s*model\s*\}\}/g, "model");
  const [, host = ""] = /^https?:\/\/([^/?#]*)/.exec(url) ?? [];
  if (/\{\{|\}\}/.test(plain) || /[{}]/.test(host))
    yield { rule: "unknown-placeholder", path, message: "This URL has a placeholder that cannot stand there.", hint };
  else if (URL.parse(plain) === null || /\s/.test(plain))
    yield { rule: "invalid-url", path, message: "This is no URL.", hint: "Give it like `https://api.example.com/v1/generate`." };
}

function* templateBreaches(template: Json, at: DocumentPath, isKnown: (name: string) => boolean, names: readonly string[], more?: string): Generator<Breach> {
  for (const { path, names: found, broken } of templateTexts(template)) {
    const place = [...at, ...path];
    const known = [...names.map((name) => `\`${name}\``), ...(more === undefined ? [] : [more])].join(", ");
    if (broken)
      yield {
        rule: "broken-placeholder",
        path: place,
        message: "These braces are no placeholder.",
        hint: "A placeholder is `{{ name }}` inside a value, never in a key; it has no filters and no tags.",
      };
    for (const name of found.filter((each) => !isKnown(each))) {
      const meant = nearest(name, names);
      const hint = meant === undefined ? `There are ${known}.` : `Did you mean \`{{ ${meant} }}\`?`;
      yield { rule: "unknown-placeholder", path: place, message: `There is no placeholder \`{{ ${name} }}\`.`, hint };
    }
  }
}

async function pathBreaches(paths: Readonly<Record<string, string | undefined>>, at: DocumentPath): Promise<Breach[]> {
  const breaches: Breach[] = [];
  for (const [key, query] of Object.entries(paths)) {
    const compiled = query === undefined ? undefined : await compileJsonPath(query);
    if (typeof compiled !== "object") continue;
    const hint = "A JSONPath begins with `$`: `$.choices[0].message.content` (RFC 9535).";
    breaches.push({ rule: "invalid-json-path", path: [...at, key], message: `This is no JSONPath: ${compiled.reason}.`, hint });
  }
  return breaches;
}
