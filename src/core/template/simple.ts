/** The whole language of `engine: simple`: a name in double braces. Everything else is text. */
const insertion = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g;

/** A name and where its braces open, counted from 1. */
export interface SimpleReference {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

export function simpleReferences(text: string): SimpleReference[] {
  return [...text.matchAll(insertion)].map((match) => {
    const before = text.slice(0, match.index);
    return { name: match[1] ?? "", line: before.split("\n").length, column: match.index - before.lastIndexOf("\n") };
  });
}

/** A text made ready: give it each name's text. */
export function compileSimple(text: string): (textOf: (name: string) => string) => string {
  // With a group in the pattern, `split` gives text, name, text, name, … text.
  const pieces = text.split(insertion);
  return (textOf) => pieces.map((piece, at) => (at % 2 === 0 ? piece : textOf(piece))).join("");
}
