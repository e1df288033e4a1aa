import { secretPatterns } from "../validators/secret-patterns.ts";

/** What secret a text holds, in words; undefined when it holds none. @param redact Blanks out the secrets that are known by their value. */
export function secretIn(text: string, redact: (text: string) => string): string | undefined {
  if (redact(text) !== text) return "a secret of the environment";
  return secretPatterns.find(({ pattern }) => text.search(pattern) !== -1)?.name;
}
