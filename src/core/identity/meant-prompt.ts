import { nearest } from "../errors/nearest.ts";

/** The prompt that was most likely meant: the only one whose last segment is what was typed, else the nearest. */
export function meantPrompt(typed: string, ids: Iterable<string>): string | undefined {
  const known = [...ids];
  const called = known.filter((id) => id.endsWith(`/${typed}`));
  return called.length === 1 ? called[0] : nearest(typed, known);
}
