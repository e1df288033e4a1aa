import { digestOf } from "../identity/digest.ts";

/**
 * A unit as records name it, 24 hex: nobody learns from it who it was, and it is the same in every experiment with a prompt in an
 * environment and outside of them, so that nobody counts twice.
 * @param place `billing/summarize@production`
 */
export function unitDigest(place: string, unit: string): string {
  return digestOf({ of: "unit/2", place, unit }).slice(0, 24);
}
