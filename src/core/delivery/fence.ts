/** A code block in back quotes that nothing in it can close. @param open What stands behind the opening fence. */
export function fenced(text: string, open = ""): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${open}\n${text}\n${fence}`;
}
