import type { Dialect } from "./dialect.ts";
import type { Block, Segment } from "./rich-text.ts";

/** Slack advises under 4,000 characters of text and cuts at 40,000 (https://api.slack.com/reference/surfaces/formatting). */
const limit = 3_900;

/**
 * Slack's mrkdwn. Only `&`, `<` and `>` are special in it, and escaping them also takes the power from `<!channel>` and `<@U…>`: nobody
 * is called by a model's text.
 */
export const slackDialect: Dialect = { write, size: ({ length }) => length, limit };

function write(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "———";
    case "code":
      // A fence inside would end it: a zero-width space keeps its quotes apart.
      return `\`\`\`\n${escaped(block.text).replaceAll("```", "`\u200b`\u200b`")}\n\`\`\``;
    case "heading":
      return line(block.segments.map((segment) => ({ ...segment, bold: true })));
    case "item":
      return `${"    ".repeat(block.depth)}${block.prefix}${line(block.segments)}`;
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
  if (link !== undefined) return `<${escapedUrl(link)}|${escaped(text).replaceAll("|", "¦").replaceAll("\n", " ")}>`;
  const marks = code ? ["`"] : [...(bold ? ["*"] : []), ...(italic ? ["_"] : []), ...(strike ? ["~"] : [])];
  return marked(escaped(text), marks);
}

/** Marks only work close to the words, and not over line ends. */
function marked(text: string, marks: readonly string[]): string {
  if (marks.length === 0) return text;
  return text.replaceAll(
    /^(\s*)(.*\S)(\s*)$/gm,
    (_, before: string, words: string, after: string) => `${before}${marks.join("")}${words}${marks.toReversed().join("")}${after}`,
  );
}

/** Without a mark of its own `@here` calls only where names are looked for, which is off; a zero-width space keeps it off wherever it goes. */
const everybody = /@(?=(?:channel|here|everyone)\b)/gi;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(everybody, "@\u200b");
}

function escapedUrl(url: string): string {
  return url.replaceAll("&", "&amp;").replaceAll("<", "%3C").replaceAll(">", "%3E").replaceAll("|", "%7C");
}
