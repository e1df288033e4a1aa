import { createHash } from "node:crypto";
import { Markup } from "./markup.ts";

/** Code or style of our own that stands in the page, and how the page's policy names it: by the hash of every character between its tags. */
export interface InlinePart {
  readonly element: Markup;
  readonly source: string;
  readonly bytes: number;
}

export function inlinePart(tag: "script" | "style", text: string): InlinePart {
  return {
    element: new Markup(`<${tag}>${text}</${tag}>`),
    source: `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    bytes: Buffer.byteLength(text),
  };
}
