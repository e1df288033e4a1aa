import type { Dialect } from "./dialect.ts";
import { fenced } from "./fence.ts";
import type { Block, Segment } from "./rich-text.ts";

/** `content` of a message has at most 2,000 characters (https://docs.discord.com/developers/resources/message). */
const limit = 2_000;

/** Discord's Markdown. Mentions are off in every message (`allowed_mentions`), and their marks are escaped besides. */
export const discordDialect: Dialect = { write, size: ({ length }) => length, limit };

function write(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "———";
    case "code":
      return fenced(block.text, block.language);
    case "heading":
      return line(block.segments.map((segment) => ({ ...segment, bold: true })));
    case "item":
      return `${"  ".repeat(block.depth)}${block.prefix === "• " ? "- " : block.prefix}${line(block.segments)}`;
    case "quote":
      return line(block.segments).replaceAll(/^/gm, "> ");
    case "paragraph":
      return line(block.segments);
  }
}

function line(segments: readonly Segment[]): string {
  return segments.map(segmentText).join("");
}

function segmentText({ text, bold, italic, strike, code, link }: Segment): string {
  if (code) return codeSpan(text);
  const marks = [...(bold ? ["**"] : []), ...(italic ? ["*"] : []), ...(strike ? ["~~"] : [])];
  const words = marked(escaped(text), marks);
  if (link === undefined) return words;
  // In angle brackets a link shows no preview.
  const target = `<${link.replaceAll(/[<>\s]/g, encodeURIComponent)}>`;
  return text === link ? target : `[${words.replaceAll("\n", " ")}](${target})`;
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const quotes = "`".repeat(longest + 1);
  const room = longest > 0 || text.startsWith(" ") ? " " : "";
  return `${quotes}${room}${text}${room}${quotes}`;
}

function marked(text: string, marks: readonly string[]): string {
  if (marks.length === 0) return text;
  return text.replaceAll(
    /^(\s*)(.*\S)(\s*)$/gm,
    (_, before: string, words: string, after: string) => `${before}${marks.join("")}${words}${marks.toReversed().join("")}${after}`,
  );
}

/** Everything that Discord would read as markup, a mention, or the beginning of a list, a heading or a quote. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\\*_~`|[\]()<>@]/g, "\\$&")
    .replaceAll(/^(\s*)([-+#]|\d+(?=[.)]))/gm, (_, space: string, mark: string) => (/^\d/.test(mark) ? `${space}${mark}\u200b` : `${space}\\${mark}`));
}
