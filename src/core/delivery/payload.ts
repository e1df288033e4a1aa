import type { Deliverable, FormatInput, FormattedPart } from "../destinations/kind.ts";
import type { Json } from "../model/shape.ts";
import { plainDialect } from "./plain-dialect.ts";
import { messageBlocks } from "./message-blocks.ts";
import { written } from "./dialect.ts";

/** What programs are sent: `body` as the job wants it, `content` as the model wrote it, `data` where the prompt promises JSON. */
export interface DeliveryPayload {
  readonly title: string;
  readonly body: string;
  readonly content: string;
  readonly usedWebSearch: boolean;
  readonly citations: Deliverable["citations"];
  readonly data?: Json;
  /** Pictures that stood in the answer, as Base64; absent when there are none. */
  readonly images?: Deliverable["images"];
  readonly meta: Readonly<Record<string, string>>;
}

export function payloadOf({ deliverable, form, intent }: Pick<FormatInput<unknown>, "deliverable" | "form" | "intent">): DeliveryPayload {
  const { title, content, structured, usedWebSearch, citations, images, meta } = deliverable;
  const known = Object.entries({ ...meta, delivery: intent }).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    title,
    body: bodyOf(deliverable, form),
    content,
    usedWebSearch,
    citations,
    ...(structured === undefined ? {} : { data: structured }),
    ...(images.length === 0 ? {} : { images }),
    meta: Object.fromEntries(known),
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
