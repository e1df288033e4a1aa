/** A word, or a quoted text without escapes; then a colon with a space or the line's end behind it. */
const pattern = /(?:([A-Za-z0-9_$][A-Za-z0-9_$./-]{0,99})|"([^"\\]{0,99})"|'([^']{0,99})'):(?= |$)/y;
/** What is no text, no key, or more than a key. */
const refused: ReadonlySet<string> = new Set(["null", "Null", "NULL", "<<", "__proto__"]);

/** The key that begins at `from`, and where its value may begin; undefined where there is none, or one that wants a closer look. */
export function simpleKey(line: string, from: number): { readonly key: string; readonly end: number } | undefined {
  pattern.lastIndex = from;
  const found = pattern.exec(line);
  if (found === null) return undefined;
  const key = found[1] ?? found[2] ?? found[3] ?? "";
  return refused.has(key) ? undefined : { key, end: from + found[0].length };
}
