import { segmentsOf } from "../core/segments-of.ts";

/** East Asian letters that are two cells wide (Unicode Standard Annex 11, W and F), and pictures, some of them by a selector. */
const wide =
  /\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const none = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** The characters of a text as people see them, each with the cells it takes on a terminal. */
export function cellsOf(text: string): { readonly character: string; readonly width: 0 | 1 | 2 }[] {
  return Array.from(segmentsOf(text, "grapheme"), ({ segment }) => ({ character: segment, width: none.test(segment) ? 0 : wide.test(segment) ? 2 : 1 }));
}

/** How many cells a text takes. */
export function cellWidth(text: string): number {
  return cellsOf(text).reduce((sum, { width }) => sum + width, 0);
}
