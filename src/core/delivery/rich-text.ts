/** A stretch of text with one look. Texts are plain: escaping is whoever's who writes them for a place. */
export interface Segment {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
  /** An http or https URL. */
  readonly link?: string;
}

/** A piece of a text that stands on lines of its own. `prefix` begins its first line: a bullet, a number. */
export type Block =
  | { readonly kind: "paragraph" | "heading" | "quote"; readonly segments: readonly Segment[] }
  | { readonly kind: "item"; readonly depth: number; readonly prefix: string; readonly segments: readonly Segment[] }
  | { readonly kind: "code"; readonly language: string; readonly text: string }
  | { readonly kind: "rule" };

export function plainText(segments: readonly Segment[]): string {
  return segments.map(({ text }) => text).join("");
}
