import { secretPatterns } from "../validators/secret-patterns.ts";

/** The same text without anything that has the form of a credential, whoever's it is. */
export function blankCredentials(text: string): string {
  return secretPatterns.reduce(
    (left, { pattern }) =>
      left.replaceAll(pattern, (match: string, part: unknown) =>
        typeof part === "string" ? `${match.slice(0, match.lastIndexOf(part))}[redacted]` : "[redacted]",
      ),
    text,
  );
}
