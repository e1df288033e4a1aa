import { ProviderError } from "../../../core/errors/provider-error.ts";
import type { FilePart, ImagePart, RenderedMessage, RenderedPart } from "../../../core/model-call/request.ts";
import { dataUrl } from "../over-http/data-url.ts";
import type { Fields } from "../over-http/fields.ts";
import type { Speaker } from "../over-http/wire-format.ts";

const images = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/**
 * The messages of a prompt in Anthropic's form: instructions at the beginning are `system`, all others keep their place. Developer
 * messages are system messages here.
 */
export function conversation(provider: Speaker, messages: readonly RenderedMessage[]): Fields {
  const turns = messages.map(({ role, parts }) => ({ role: role === "developer" ? "system" : role, content: content(provider, role, parts) }));
  const first = turns.findIndex(({ role }) => role !== "system");
  const [instructions, rest] = first === -1 ? [turns, []] : [turns.slice(0, first), turns.slice(first)];
  const system = instructions.flatMap(({ content: written }) => (typeof written === "string" ? [{ type: "text", text: written }] : written));
  const [only, ...others] = system;
  return { ...(only === undefined ? {} : { system: others.length === 0 ? only["text"] : system }), messages: rest };
}

function content(provider: Speaker, role: RenderedMessage["role"], parts: RenderedMessage["parts"]): string | Fields[] {
  const [only, ...others] = parts;
  if (only?.kind === "text" && others.length === 0) return only.text;
  if (role !== "user" && parts.some(({ kind }) => kind !== "text"))
    throw cannotSend(provider, `Anthropic takes images and files in user messages only: move them out of the ${role} message.`);
  return parts.map((part) => block(provider, part));
}

function block(provider: Speaker, part: RenderedPart): Fields {
  if (part.kind === "text") return { type: "text", text: part.text };
  return part.kind === "image" ? imageBlock(provider, part) : fileBlock(provider, part);
}

function imageBlock(provider: Speaker, { url }: ImagePart): Fields {
  const data = dataUrl(url);
  if (data === undefined) return { type: "image", source: { type: "url", url } };
  if (!images.has(data.mediaType)) throw cannotSend(provider, `Anthropic takes images as JPEG, PNG, GIF or WebP, and this one is ${data.mediaType}.`);
  return { type: "image", source: { type: "base64", media_type: data.mediaType, data: data.base64 } };
}

function fileBlock(provider: Speaker, { url, name }: FilePart): Fields {
  return { type: "document", source: fileSource(provider, url), ...(name === undefined ? {} : { title: name }) };
}

function fileSource(provider: Speaker, url: string): Fields {
  const data = dataUrl(url);
  if (data === undefined) return { type: "url", url };
  if (data.mediaType === "application/pdf") return { type: "base64", media_type: data.mediaType, data: data.base64 };
  if (data.mediaType.startsWith("text/")) return { type: "text", media_type: "text/plain", data: Buffer.from(data.base64, "base64").toString("utf8") };
  throw cannotSend(provider, `Anthropic takes files as PDF or text, and this one is ${data.mediaType}.`);
}

function cannotSend({ name }: Speaker, sentence: string): ProviderError {
  return new ProviderError("bad-request", name, sentence);
}
