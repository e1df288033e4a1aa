import { isDeepStrictEqual } from "node:util";
import { Lexer, type Token, type Tokens } from "marked";
import type { Block, Segment } from "./rich-text.ts";

type Look = Omit<Segment, "text">;

/** Deeper lists and quotes than this are written flat: nobody reads them, and nobody can make us recurse without end. */
const deepest = 8;

/** Markdown as blocks of plain segments. HTML in it is text; images are links to themselves; what is no http or https link is no link. */
export function parseMarkdown(markdown: string): Block[] {
  return blocksOf(Lexer.lex(markdown, { gfm: true, breaks: true }), 0);
}

function blocksOf(tokens: readonly Token[], depth: number): Block[] {
  return tokens.flatMap((token) => blockOf(token, depth));
}

function blockOf(token: Token, depth: number): Block[] {
  switch (token.type) {
    case "space":
    case "def":
      return [];
    case "heading":
      return [{ kind: "heading", segments: inline(token.tokens ?? []) }];
    case "hr":
      return [{ kind: "rule" }];
    case "code":
      return [{ kind: "code", language: wordOf((token as Tokens.Code).lang ?? ""), text: (token as Tokens.Code).text }];
    case "blockquote":
      return quote(token as Tokens.Blockquote, depth);
    case "list":
      return items(token as Tokens.List, depth);
    case "table":
      return [{ kind: "code", language: "", text: tableText(token as Tokens.Table) }];
    default:
      return paragraph(token);
  }
}

function paragraph(token: Token): Block[] {
  const segments = "tokens" in token && token.tokens !== undefined ? inline(token.tokens) : [{ text: token.raw }];
  const trimmed = trimEnd(segments);
  return trimmed.length === 0 ? [] : [{ kind: "paragraph", segments: trimmed }];
}

function quote({ tokens, text }: Tokens.Blockquote, depth: number): Block[] {
  if (depth >= deepest) return [{ kind: "quote", segments: [{ text }] }];
  return blocksOf(tokens, depth + 1).map((block) => (block.kind === "paragraph" ? { ...block, kind: "quote" } : block));
}

function items({ ordered, start, items: list }: Tokens.List, depth: number): Block[] {
  const first = start === "" ? 1 : start;
  return list.flatMap((item, at) => {
    const prefix = item.task ? (item.checked === true ? "☑ " : "☐ ") : ordered ? `${first + at}. ` : "• ";
    const inner =
      depth >= deepest
        ? [{ kind: "paragraph" as const, segments: [{ text: item.text }] }]
        : blocksOf(
            item.tokens.filter(({ type }) => type !== "checkbox"),
            depth + 1,
          );
    const [head, ...rest] = inner;
    const segments = head?.kind === "paragraph" ? head.segments : [];
    return [{ kind: "item" as const, depth, prefix, segments }, ...(head?.kind === "paragraph" ? rest : inner)];
  });
}

function inline(tokens: readonly Token[], look: Look = {}, depth = 0): Segment[] {
  return joined(tokens.flatMap((token) => segmentsOf(token, look, depth)));
}

/** Neighbours that look alike are one: what a place reads as markup may begin in one and end in the other. */
function joined(segments: readonly Segment[]): Segment[] {
  const all: Segment[] = [];
  for (const segment of segments) {
    const last = all.at(-1);
    if (last !== undefined && isDeepStrictEqual({ ...last, text: "" }, { ...segment, text: "" }))
      all[all.length - 1] = { ...last, text: last.text + segment.text };
    else all.push(segment);
  }
  return all;
}

function segmentsOf(token: Token, look: Look, depth: number): Segment[] {
  const inside = (more: Look): Segment[] =>
    "tokens" in token && token.tokens !== undefined && depth < deepest
      ? inline(token.tokens, { ...look, ...more }, depth + 1)
      : [{ text: textOf(token), ...look, ...more }];
  switch (token.type) {
    case "strong":
      return inside({ bold: true });
    case "em":
      return inside({ italic: true });
    case "del":
      return inside({ strike: true });
    case "codespan":
      return [{ text: textOf(token), ...look, code: true }];
    case "br":
      return [{ text: "\n", ...look }];
    case "link":
      return inside(linkTo((token as Tokens.Link).href));
    case "image": {
      const { href, text } = token as Tokens.Image;
      return [{ text: text === "" ? href : text, ...look, ...linkTo(href) }];
    }
    case "text":
    case "escape":
      return inside({});
    default:
      return [{ text: token.raw, ...look }];
  }
}

function linkTo(href: string): Look {
  const url = URL.parse(href);
  return url !== null && (url.protocol === "https:" || url.protocol === "http:") ? { link: url.href } : {};
}

function textOf(token: Token): string {
  return "text" in token && typeof token.text === "string" ? token.text : token.raw;
}

function trimEnd(segments: readonly Segment[]): Segment[] {
  const last = segments.at(-1);
  if (last === undefined) return [];
  const text = last.text.trimEnd();
  return text === "" ? trimEnd(segments.slice(0, -1)) : [...segments.slice(0, -1), { ...last, text }];
}

/** Columns side by side: no chat knows tables. */
function tableText({ header, rows }: Tokens.Table): string {
  const lines = [header, ...rows].map((cells) =>
    cells.map(({ tokens }) =>
      inline(tokens)
        .map(({ text }) => text)
        .join("")
        .replaceAll("\n", " "),
    ),
  );
  const widths = header.map((_, column) => Math.max(...lines.map((line) => [...(line[column] ?? "")].length)));
  const padded = (line: readonly string[]) =>
    line
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = lines;
  return [padded(head), widths.map((width) => "-".repeat(width)).join("  "), ...body.map(padded)].join("\n");
}

/** What may stand behind a fence. */
function wordOf(language: string): string {
  return /^[A-Za-z0-9+#.-]{1,30}/.exec(language)?.[0] ?? "";
}
