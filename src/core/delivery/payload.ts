import type { Deliverable, FormatInput, FormattedPart } from "../destinations/kind.ts";
import type { DeliveryPayload } from "./delivery-payload.ts";
import { plainDialect } from "./plain-dialect.ts";
import { messageBlocks } from "./message-blocks.ts";
import { written } from "./dialect.ts";

export function payloadOf({ deliverable, form, intent }: Pick<FormatInput<unknown>, "deliverable" | "form" | "intent">): DeliveryPayload {
  const { title, content, structured, usedWebSearch, citations, images, meta } = deliverable;
  return {
    title,
    body: bodyOf(deliverable, form),
    content,
    usedWebSearch,
    citations: [...citations],
    ...(structured === undefined ? {} : { data: structured }),
    ...(images.length === 0 ? {} : { images: [...images] }),
    meta: metaOf(meta, intent),
  };
}

function metaOf({ job, run, slot, prompt, version, traceparent, test }: Deliverable["meta"], delivery: string): DeliveryPayload["meta"] {
  return {
    ...(job === undefined ? {} : { job }),
    run,
    ...(slot === undefined ? {} : { slot }),
    prompt,
    ...(version === undefined ? {} : { version }),
    traceparent,
    ...(test === undefined ? {} : { test }),
    delivery,
  };
}

export function jsonPart(value: unknown): FormattedPart {
  return { contentType: "application/json; charset=utf-8", body: JSON.stringify(value), encoding: "utf8" };
}

function bodyOf(deliverable: Deliverable, form: "markdown" | "text" | "json"): string {
  if (form === "json") return JSON.stringify(deliverable.structured ?? deliverable.content);
  if (form === "markdown") return withSources(deliverable);
  const [, ...blocks] = messageBlocks(deliverable, "markdown", "all");
  return written(blocks, plainDialect(Number.POSITIVE_INFINITY));
}

function withSources({ content, citations }: Deliverable): string {
  if (citations.length === 0) return content;
  const lines = citations.map(({ url, title }, at) => `${at + 1}. ${title === undefined ? `<${url}>` : `[${title.replaceAll(/[[\]\\]/g, "\\$&")}](<${url}>)`}`);
  return `${content}\n\n## Sources\n\n${lines.join("\n")}\n`;
}
