import type { Dialect } from "./dialect.ts";
import type { Block, Segment } from "./rich-text.ts";

/** A message has at most 4,096 UTF-16 units after its entities were read (https://core.telegram.org/bots/api#sendmessage). */
const limit = 4_096;

/** Telegram's HTML, in which only `&`, `<` and `>` are special. Its size is that of the text without the tags. */
export const telegramDialect: Dialect = { write, size: textLength, limit };

function write(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "———";
    case "code":
      return block.language === ""
        ? `<pre>${escaped(block.text)}</pre>`
        : `<pre><code class="language-${escaped(block.language)}">${escaped(block.text)}</code></pre>`;
    case "heading":
      return line(block.segments.map((segment) => ({ ...segment, bold: true })));
    case "item":
      return `${"  ".repeat(block.depth)}${block.prefix}${line(block.segments)}`;
    case "quote":
      return `<blockquote>${line(block.segments)}</blockquote>`;
    case "paragraph":
      return line(block.segments);
  }
}

function line(segments: readonly Segment[]): string {
  return segments.map(segmentText).join("");
}

function segmentText({ text, bold, italic, strike, code, link }: Segment): string {
  const tags = code ? ["code"] : [...(bold ? ["b"] : []), ...(italic ? ["i"] : []), ...(strike ? ["s"] : [])];
  const words = tags.reduceRight((inner, tag) => `<${tag}>${inner}</${tag}>`, escaped(code ? text : calledNobody(text)));
  return link === undefined ? words : `<a href="${escaped(link)}">${words}</a>`;
}

/** `@name` would call whoever has that name: a zero-width space stands between. In code Telegram looks for no names. */
function calledNobody(text: string): string {
  return text.replaceAll(/(?<![A-Za-z0-9_])@(?=[A-Za-z])/g, "@\u200b");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function textLength(written: string): number {
  return written.replaceAll(/<[^>]*>/g, "").replaceAll(/&(?:amp|lt|gt|quot);/g, "x").length;
}
