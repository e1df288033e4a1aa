import { lineAt, type PromptText } from "./prompt-texts.ts";
import { isRandom, secretPatterns, shortestSecret } from "./secret-patterns.ts";
import type { Validator } from "./validator.ts";

export const secret: Validator = {
  code: "secret",
  summary: "A key, token, webhook address or private key stands in the prompt.",
  check: ({ texts }) => texts.flatMap(secretsIn),
};

function secretsIn({ text, path }: PromptText) {
  if (text.length < shortestSecret) return [];
  const found = secretPatterns.flatMap(({ name, pattern, isReal = isKey }) =>
    [...text.matchAll(pattern)]
      .filter((match) => isReal(match[1] ?? match[0]))
      .map((match) => ({ name, start: match.index, end: match.index + match[0].length })),
  );
  // Of two patterns that see the same text, the first in the list knows it best.
  const distinct = found.filter((each, at) => !found.slice(0, at).some((other) => each.start < other.end && other.start < each.end));
  return distinct.map(({ name, start }) => ({
    path,
    line: lineAt(text, start),
    message: `${path} holds ${name} in line ${lineAt(text, start)}.`,
    hint: "Take it out and revoke it: it is in git's history from the first commit on. Secrets come from environment variables.",
  }));
}

/** Real credentials are random. */
function isKey(part: string): boolean {
  return /\d/.test(part) && /[A-Za-z]/.test(part) && isRandom(part);
}
