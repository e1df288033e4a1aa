/** A text in double quotes with no escapes but JSON's own, `\u` aside. */
const escaped = /"[^"\\]*(?:\\["\\/bfnrt][^"\\]*)*"/y;

/** A quoted text of one line that begins at `from`, and where it ends; undefined where it is not closed or holds rarer escapes. */
export function quotedValue(line: string, from: number): { readonly value: string; readonly end: number } | undefined {
  const quote = line.charAt(from);
  let end = line.indexOf(quote, from + 1);
  if (quote === "'") {
    while (end !== -1 && line.charAt(end + 1) === "'") end = line.indexOf("'", end + 2);
    return end === -1 ? undefined : { value: line.slice(from + 1, end).replaceAll("''", "'"), end: end + 1 };
  }
  if (end === -1) return undefined;
  const text = line.slice(from + 1, end);
  if (!text.includes("\\")) return { value: text, end: end + 1 };
  escaped.lastIndex = from;
  const [found] = escaped.exec(line) ?? [];
  return found === undefined ? undefined : { value: JSON.parse(found) as string, end: from + found.length };
}
