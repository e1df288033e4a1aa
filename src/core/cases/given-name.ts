/** What a file that somebody named is called in messages. @param path `-` is standard input. */
export function givenName(path: string): string {
  return path === "-" ? "standard input" : path;
}
