import { isMissing } from "./path-inside.ts";

/** Swallows the error of a file that is not there. */
export function nothing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
  return undefined;
}
