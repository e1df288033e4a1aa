import type { Dialect } from "./dialect.ts";
import type { Block, Segment } from "./rich-text.ts";

/** HTML for mail: everything escaped, nothing fetched from anywhere. */
export const htmlDialect: Dialect = { write, size: ({ length }) => length, limit: Number.POSITIVE_INFINITY };

function write(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "<hr>";
    case "code":
      return `<pre>${escaped(block.text)}</pre>`;
    case "heading":
      return `<h3>${line(block.segments)}</h3>`;
    case "item":
      return `<p style="margin:0 0 0 ${block.depth + 1}em">${escaped(block.prefix)}${line(block.segments)}</p>`;
    case "quote":
      return `<blockquote>${line(block.segments)}</blockquote>`;
    case "paragraph":
      return `<p>${line(block.segments)}</p>`;
  }
}

function line(segments: readonly Segment[]): string {
  return segments.map(segmentText).join("");
}

function segmentText({ text, bold, italic, strike, code, link }: Segment): string {
  const tags = [...(bold ? ["b"] : []), ...(italic ? ["i"] : []), ...(strike ? ["s"] : []), ...(code ? ["code"] : [])];
  const words = tags.reduceRight((inner, tag) => `<${tag}>${inner}</${tag}>`, escaped(text).replaceAll("\n", "<br>"));
  return link === undefined ? words : `<a href="${escaped(link)}" rel="noreferrer noopener">${words}</a>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

/** A whole mail. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>\n<html><head><meta charset="utf-8"><title>${escaped(title)}</title></head>\n<body>\n${body}\n</body></html>\n`;
}
