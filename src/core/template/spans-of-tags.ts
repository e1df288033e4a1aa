/** A stretch of a text: its first character, and the one behind its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const closing = { "{{": "}}", "{%": "%}" } as const;

/** Where Liquid's outputs and tags stand, from brace to brace; one that is never closed is none. Time is linear in the text's length. */
export function* spansOfTags(text: string): Generator<Span> {
  const opening = /\{[{%]/g;
  const unclosed = new Set<string>();
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const open = found[0] as keyof typeof closing;
    if (unclosed.has(open)) continue;
    const end = text.indexOf(closing[open], found.index + 2);
    if (end < 0) {
      unclosed.add(open);
      continue;
    }
    yield { start: found.index, end: end + 2 };
    opening.lastIndex = end + 2;
  }
}

/** Where Liquid's comments stand, inline ones and blocks. Time is linear in the text's length. */
export function* spansOfComments(text: string): Generator<Span> {
  let block: number | undefined;
  for (const { start, end } of spansOfTags(text)) {
    if (text[start + 1] !== "%") continue;
    const inside = text
      .slice(start + 2, end - 2)
      .replace(/^-/, "")
      .trimStart();
    if (block === undefined && inside.startsWith("#")) yield { start, end };
    else if (block === undefined && /^comment\s*-?$/.test(inside.slice(0, 40))) block = start;
    else if (block !== undefined && /^endcomment\s*-?$/.test(inside.slice(0, 40))) {
      yield { start: block, end };
      block = undefined;
    }
  }
}

/** The text with these stretches filled in. @param fill From what stood there. */
export function withSpans(text: string, spans: Iterable<Span>, fill: (span: string) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of spans) {
    parts.push(text.slice(done, start), fill(text.slice(start, end)));
    done = end;
  }
  return parts.join("") + text.slice(done);
}
