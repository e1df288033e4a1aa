/** A word as POSIX shells take it, quoted only when it must be. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./~^-]+$/.test(word) && !word.startsWith("~") ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
