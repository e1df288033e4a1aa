export interface Sentence {
  readonly text: string;
  /** Where it begins in the whole. */
  readonly start: number;
}

/** A full stop and the like, an empty line, or a line that begins as a sentence, an entry or a heading does. */
const boundary = /[.!?。！？]+["'”’)\]]*(?=\s|$)|\n(?=[ \t]*(?:\n|[-*#>•[<]|\d+[.)]|["“'‘]?\p{Lu}))/gu;

/** The sentences of a text, lines that go on in lower case joined. Each keeps its place. */
export function sentencesOf(text: string): Sentence[] {
  const ends = [...Array.from(text.matchAll(boundary), ({ 0: end, index }) => index + end.length), text.length];
  return ends.flatMap((end, at) => {
    const from = ends[at - 1] ?? 0;
    const whole = text.slice(from, end);
    const bare = whole.trimStart();
    return bare === "" ? [] : [{ text: bare.replace(/\s+/g, " ").trimEnd(), start: from + whole.length - bare.length }];
  });
}
