/** Characters that show nothing and can stand inside words. */
const invisible = /[\u00ad\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const tag = /[\u{e0020}-\u{e007e}]/gu;

/**
 * A text as a model may read it, so that patterns find what people do not see: characters in their usual form, invisible ones taken out,
 * letters that hide in Unicode's tag block made visible (https://embracethered.com/blog/posts/2024/hiding-and-finding-text-with-unicode-tags/).
 */
export function readableText(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(tag, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0xe0000))
    .replaceAll(invisible, "")
    .replaceAll(/[‘’‛′]/g, "'")
    .replaceAll(/[“”„‟″«»]/g, '"')
    .replaceAll(/[^\S\n]+/g, " ");
}
