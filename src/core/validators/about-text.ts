/** Words of a prompt on one line, as many as somebody may want to quote. */
export function aboutText(words: string): string {
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > 500 ? `${line.slice(0, 500)}…` : line;
}
