import { redactedJson } from "../redact.ts";
import { blankCredentials } from "./blank-credentials.ts";

/** Blanks out secrets and counts the texts it changed. */
export interface CountingRedactor {
  /** The same value with every text in it blanked out, keys included. */
  json<T>(value: T): T;
  text(text: string): string;
  /** Texts changed so far. */
  readonly count: number;
}

/**
 * For one record: the values of environment variables that were used, and everything that has the form of a credential.
 * @param values Blanks out known values.
 */
export function countingRedactor(values: (text: string) => string): CountingRedactor {
  let count = 0;
  const text = (given: string) => {
    const blank = blankCredentials(values(given));
    if (blank !== given) count += 1;
    return blank;
  };
  return {
    text,
    json: (value) => redactedJson(value, text),
    get count() {
      return count;
    },
  };
}
