import { segmentsOf } from "../segments-of.ts";
import { linksIn } from "./links-in.ts";

/** A sentence or a paragraph that says something: its place in the text, in UTF-16 units. */
export interface Claim {
  readonly start: number;
  readonly end: number;
}

/** `[1]`, `[1, 2]`, `[3-5]`, `[^note]`, `[doc 2]`, `【1†source】`. */
const marker = /\[\^?(?:doc|source|ref)?[ -]?\d{1,4}(?:\s{0,3}[,;–-]\s{0,3}\^?\d{1,4}){0,20}\]|\[\^[\w-]{1,40}\]|【[^】\n]{1,80}】/gi;

/** Does a text carry a marker of a citation, or a link? */
export function carriesCitation(text: string): boolean {
  return text.search(marker) !== -1 || linksIn(text).length > 0;
}

/** The markers in a text. */
export function markersIn(text: string): string[] {
  return [...text.matchAll(marker)].map(([found]) => found);
}

/**
 * The claims of an answer in Markdown, in their order. Headings, code, lines that only introduce something (`Sources:`), and lines of
 * a list of sources are none. A marker at the beginning of a sentence belongs to the one before when that has none: `Blue. [1] Green. [2]`.
 */
export function claimsOf(text: string, unit: "sentence" | "paragraph"): Claim[] {
  const blocks = blocksOf(text);
  return unit === "paragraph" ? blocks : blocks.flatMap((block) => sentencesOf(text, block));
}

function blocksOf(text: string): Claim[] {
  const blocks: Claim[] = [];
  let start: number | undefined;
  let fenced = false;
  let at = 0;
  const close = (end: number) => {
    if (start !== undefined) blocks.push({ start, end });
    start = undefined;
  };
  for (const line of text.split("\n")) {
    const end = at + line.length;
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence || fenced || !saysSomething(line)) close(at);
    else {
      if (/^\s*(?:[-*+•]|\d{1,3}[.)])\s/.test(line)) close(at);
      start ??= at;
    }
    if (isFence) fenced = !fenced;
    at = end + 1;
  }
  close(text.length);
  return blocks;
}

function saysSomething(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed.startsWith("#") || trimmed.endsWith(":")) return false;
  if (/^(?:[-*+•]\s+)?\[\^?\w{1,40}\]/.test(trimmed) && linksIn(trimmed).length > 0) return false;
  return hasWords(trimmed);
}

/** Is there a letter that belongs to no marker and no link? */
function hasWords(text: string): boolean {
  return /\p{L}/u.test(text.replaceAll(marker, "").replaceAll(/https?:\/\/\S+/gi, ""));
}

function sentencesOf(text: string, { start, end }: Claim): Claim[] {
  const claims: { start: number; end: number }[] = [];
  for (const { segment, index } of segmentsOf(text.slice(start, end), "sentence")) {
    const from = start + index;
    const before = claims.at(-1);
    const leading = /^(?:\s*(?:\[[^\]\n]{1,60}\]|【[^】\n]{1,80}】))+/.exec(segment)?.[0].length ?? 0;
    const takesIt = before !== undefined && (!hasWords(segment) || (leading > 0 && !carriesCitation(text.slice(before.start, before.end))));
    const taken = takesIt ? (hasWords(segment) ? leading : segment.length) : 0;
    if (takesIt) before.end = from + taken;
    if (hasWords(segment.slice(taken))) claims.push({ start: from + taken, end: from + segment.length });
  }
  return claims;
}
