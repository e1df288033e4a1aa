import type { Block } from "./rich-text.ts";

/** How a place writes texts, and how long one message may be there. */
export interface Dialect {
  /** A block as the place writes it, without a line end behind it. */
  write(block: Block): string;
  /** How much of a message's limit a written text takes. */
  size(written: string): number;
  readonly limit: number;
}

/** Blocks as one text: the items of a list close together, everything else with an empty line between. */
export function written(blocks: readonly Block[], { write }: Pick<Dialect, "write">): string {
  return blocks.map((block, at) => (at === 0 ? "" : block.kind === "item" && blocks[at - 1]?.kind === "item" ? "\n" : "\n\n") + write(block)).join("");
}
