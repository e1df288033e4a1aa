import type { Dialect } from "./dialect.ts";
import type { Block, Segment } from "./rich-text.ts";

/** Texts without any markup, for mail's plain half and for destinations that want one. @param limit In UTF-16 units. */
export function plainDialect(limit: number): Dialect {
  return { write, size: ({ length }) => length, limit };
}

function write(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "---";
    case "code":
      return block.text;
    case "item":
      return `${"  ".repeat(block.depth)}${block.prefix}${line(block.segments)}`;
    case "quote":
      return line(block.segments).replaceAll(/^/gm, "> ");
    case "heading":
    case "paragraph":
      return line(block.segments);
  }
}

function line(segments: readonly Segment[]): string {
  return segments.map(({ text, link }) => (link === undefined || link === text || link === `${text}/` ? text : `${text} (${link})`)).join("");
}
