import { digestBytes } from "../identity/digest.ts";
import type { RunRecord } from "../ledger/run-record.ts";
import type { RenderedMessage, RenderedPart } from "../model-call/request.ts";
import type { Json } from "../model/shape.ts";

/** A longer `data:` URL is recorded by its digest: the bytes are in the version's own files, or in an input. */
const longestUrl = 1_000;

/** Messages as a run's record keeps them. */
export function recordedMessages(messages: readonly RenderedMessage[]): RunRecord["messages"] {
  return messages.map(({ role, parts }) => ({ role, parts: parts.map(recordedPart) }));
}

function recordedPart(part: RenderedPart): { readonly [key: string]: Json } {
  if (part.kind === "text") return { kind: "text", text: part.text };
  const url = part.url.startsWith("data:") && part.url.length > longestUrl ? { digest: digestBytes(part.url), length: part.url.length } : { url: part.url };
  if (part.kind === "image") return { kind: "image", ...url, ...(part.detail === undefined ? {} : { detail: part.detail }) };
  return { kind: "file", ...url, ...(part.name === undefined ? {} : { name: part.name }) };
}
