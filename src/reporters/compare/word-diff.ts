import { diffWordsWithSpace } from "diff";

/** A piece of a text, and whether the other text has it too. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** More differences than these, and the texts have little in common. */
const mostEdits = 4_000;

/** Both texts in pieces, word by word: what only one of them has is marked. Texts too different to be compared are marked as a whole. */
export function wordDiff(before: string, after: string): { readonly before: Piece[]; readonly after: Piece[] } {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (changes === undefined) return { before: whole(before), after: whole(after) };
  return {
    before: changes.flatMap(({ value, added, removed }) => (added ? [] : [{ text: value, changed: removed }])),
    after: changes.flatMap(({ value, added, removed }) => (removed ? [] : [{ text: value, changed: added }])),
  };
}

function whole(text: string): Piece[] {
  return text === "" ? [] : [{ text, changed: true }];
}
