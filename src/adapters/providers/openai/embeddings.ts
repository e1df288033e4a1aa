import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { Endpoint } from "../endpoint.ts";
import { countOf, isFields, listOf, textOf, type Fields } from "../over-http/fields.ts";
import type { Post } from "../over-http/sdk-post.ts";
import type { Speaker } from "../over-http/wire-format.ts";
import { checkedVectors } from "../over-http/checked-vectors.ts";

/** https://platform.openai.com/docs/api-reference/embeddings, in base64: a quarter of the bytes. Servers that know no base64 send numbers. */
export function embeddings(speaker: Speaker, post: () => Promise<Post>): NonNullable<Endpoint["embed"]> {
  return async ({ model, texts }, signal) => {
    const reply = await (await post())("/embeddings", { model, input: texts, encoding_format: "base64" }, signal);
    if (!("body" in reply)) throw new ProviderError("malformed", speaker.name, `${speaker.name} sent a stream where vectors were asked for.`);
    const { data, usage, model: answered } = reply.body;
    const byIndex = listOf(data).map((item, at) => ({ at: countOf(item["index"]) ?? at, vector: vectorOf(item) }));
    const vectors = byIndex.sort((a, b) => a.at - b.at).map(({ vector }) => vector);
    return { vectors: checkedVectors(speaker, vectors, texts.length), usage: usageOf(usage), modelAnswered: textOf(answered) ?? model };
  };
}

function vectorOf({ embedding }: Fields): unknown {
  return typeof embedding === "string" ? floats(embedding) : embedding;
}

/** Little-endian 32-bit floats, as the API sends them. */
function floats(base64: string): number[] {
  const bytes = Buffer.from(base64, "base64");
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4));
}

function usageOf(usage: unknown) {
  if (!isFields(usage)) return undefined;
  return { input: countOf(usage["prompt_tokens"]) ?? 0, output: 0, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
}
