import { written, type Dialect } from "./dialect.ts";
import type { Block } from "./rich-text.ts";
import { splitBlock } from "./split-block.ts";

export interface Chunked {
  readonly texts: readonly string[];
  /** Was something left out because there would be too many messages? */
  readonly cut: boolean;
}

/**
 * Blocks as messages, each within the dialect's limit; by construction no escape, entity, link, fence or character is torn apart, since
 * plain blocks are cut and then written. @param most Messages at most; the last one then ends with `ending`.
 */
export function chunk(blocks: readonly Block[], dialect: Dialect, most: number, ending: Block): Chunked {
  const { write, size, limit } = dialect;
  const textOf = (parts: readonly Block[]) => written(parts, dialect);
  const messages: Block[][] = [];
  let current: Block[] = [];
  const close = () => {
    if (current.length > 0) messages.push(current);
    current = [];
  };
  const queue = [...blocks];
  for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
    if (messages.length > most) break;
    const fits = (part: Block): boolean => size(textOf([...current, part])) <= limit;
    if (fits(block)) {
      current.push(block);
      continue;
    }
    // A block that fits a message of its own is moved there whole, when the one before it is reasonably full.
    const aloneFits = size(write(block)) <= limit;
    const isFull = size(textOf(current)) > limit / 2;
    const split = aloneFits && isFull ? undefined : splitBlock(block, fits);
    if (split !== undefined) {
      current.push(split.head);
      queue.unshift(split.rest);
      close();
    } else if (current.length > 0) {
      close();
      queue.unshift(block);
    }
    // A block of which nothing fits an empty message cannot be written at all here.
  }
  close();
  if (messages.length <= most) return { texts: messages.map(textOf), cut: false };
  const kept = messages.slice(0, most);
  return { texts: [...kept.slice(0, -1).map(textOf), ended(kept.at(-1) ?? [], dialect, ending)], cut: true };
}

/** The last message, shortened until the ending fits. */
function ended(blocks: readonly Block[], dialect: Dialect, ending: Block): string {
  const { write, size, limit } = dialect;
  const textOf = (parts: readonly Block[]) => written(parts, dialect);
  for (let kept = [...blocks]; kept.length > 0; kept = kept.slice(0, -1)) {
    const last = kept.at(-1);
    if (size(textOf([...kept, ending])) <= limit) return textOf([...kept, ending]);
    const split = last === undefined ? undefined : splitBlock(last, (part) => size(textOf([...kept.slice(0, -1), part, ending])) <= limit);
    if (split !== undefined) return textOf([...kept.slice(0, -1), split.head, ending]);
  }
  return write(ending);
}
