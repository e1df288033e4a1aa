/** Which of these texts occur in the output. */
export function foundTexts(
  output: string,
  texts: readonly string[],
  ignoreCase: boolean,
): { readonly found: readonly string[]; readonly missing: readonly string[] } {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const folded = fold(output);
  const found = texts.filter((text) => folded.includes(fold(text)));
  return { found, missing: texts.filter((text) => !found.includes(text)) };
}

/** `"a", "b"` */
export function quoted(texts: readonly string[]): string {
  return texts.map((text) => JSON.stringify(text)).join(", ");
}
