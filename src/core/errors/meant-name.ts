import { nearest } from "./nearest.ts";

/** The name that was most likely meant: the only one that ends in what was typed, as `billing/summarize` does in `summarize`, else the nearest. */
export function meantName(typed: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  const called = known.filter((name) => name.endsWith(`/${typed}`));
  return called.length === 1 ? called[0] : nearest(typed, known);
}
