import type { Recording } from "../model/recording.ts";
import { redactedJson } from "../redact.ts";
import { secretPatterns } from "../validators/secret-patterns.ts";

/** What secret a recording holds, in words; undefined when it holds none. @param redact Blanks out the secrets that are known by their value. */
export function secretIn(recording: Recording, redact: (text: string) => string): string | undefined {
  const texts: string[] = [];
  redactedJson(recording, (text) => (texts.push(text), text));
  if (texts.some((text) => redact(text) !== text)) return "a secret of the environment";
  return secretPatterns.find(({ pattern }) => texts.some((text) => text.search(pattern) !== -1))?.name;
}
