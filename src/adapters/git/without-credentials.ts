/** A text in which no URL carries a user name or a password. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]+@/gi, "$1");
}
