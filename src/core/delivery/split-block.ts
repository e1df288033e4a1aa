import { segmentsOf } from "../segments-of.ts";
import type { Block, Segment } from "./rich-text.ts";

/** A block in two: the longest beginning that fits, and the rest. */
export interface Split {
  readonly head: Block;
  readonly rest: Block;
}

/**
 * Cuts a block where a reader would: after a line, else after a sentence, else after a word, else between two characters as people
 * count them. A link is never cut, unless nothing else is in the block. Undefined when nothing of it fits.
 */
export function splitBlock(block: Block, fits: (block: Block) => boolean): Split | undefined {
  if (block.kind === "rule") return undefined;
  if (block.kind === "code") return splitCode(block, fits);
  return splitSegments(block, fits);
}

function splitCode(block: Extract<Block, { kind: "code" }>, fits: (block: Block) => boolean): Split | undefined {
  const place = bestPlace(block.text, (at) => fits({ ...block, text: block.text.slice(0, at).replace(/\n$/, "") }));
  if (place === 0) return undefined;
  return { head: { ...block, text: block.text.slice(0, place).replace(/\n$/, "") }, rest: { ...block, text: block.text.slice(place) } };
}

type WithSegments = Extract<Block, { readonly segments: readonly Segment[] }>;

function splitSegments(block: WithSegments, fits: (block: Block) => boolean): Split | undefined {
  const { segments } = block;
  let whole = 0;
  // The first segment that does not fit any more is the one to be cut.
  while (whole < segments.length && fits({ ...block, segments: segments.slice(0, whole + 1) })) whole += 1;
  const before = segments.slice(0, whole);
  const cut = segments[whole];
  if (cut === undefined) return undefined;
  const after = segments.slice(whole + 1);
  const isAtomic = cut.link !== undefined && before.length > 0;
  const place = isAtomic ? 0 : bestPlace(cut.text, (at) => fits({ ...block, segments: [...before, { ...cut, text: cut.text.slice(0, at) }] }));
  const head = [...before, ...(place === 0 ? [] : [{ ...cut, text: cut.text.slice(0, place) }])];
  if (head.length === 0) return undefined;
  return { head: { ...block, segments: head }, rest: continued(block, [{ ...cut, text: cut.text.slice(place) }, ...after]) };
}

/** The rest of a list's item goes on without a bullet of its own. */
function continued(block: WithSegments, segments: readonly Segment[]): Block {
  const [first, ...others] = segments;
  const trimmed = first === undefined ? [] : [{ ...first, text: first.text.trimStart() }, ...others].filter(({ text }) => text !== "");
  return block.kind === "item" ? { ...block, prefix: "", segments: trimmed } : { ...block, segments: trimmed };
}

/** The best place to cut a text, of those up to which it fits; 0 when there is none. */
function bestPlace(text: string, fits: (at: number) => boolean): number {
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  if (low === text.length) return low;
  for (const end of [/\n(?=[^]*$)/g, /[.!?…。！？]["')\]]*\s+/g, /\s+/g]) {
    const place = lastEnd(text.slice(0, low), end);
    // A cut that leaves most of the room empty helps nobody.
    if (place > low / 3) return place;
  }
  return lastGrapheme(text, low);
}

function lastEnd(text: string, pattern: RegExp): number {
  let place = 0;
  for (const match of text.matchAll(pattern)) place = match.index + match[0].length;
  return place;
}

/** A boundary between two characters as people count them: no emoji and no accent is torn apart. */
function lastGrapheme(text: string, most: number): number {
  // A character is never longer than this; one that claims to be is cut all the same.
  const from = Math.max(0, most - 200);
  let place = from;
  for (const { index, segment } of segmentsOf(text.slice(from, most + 200), "grapheme")) {
    const end = from + index + segment.length;
    if (end > most) break;
    place = end;
  }
  if (place > 0) return place;
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most;
}
