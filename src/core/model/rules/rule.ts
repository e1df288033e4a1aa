import { meantName } from "../../errors/meant-name.ts";
import type { Breach } from "../breach.ts";
import { pathText, type DocumentPath } from "../document-path.ts";

/** One thing that must hold between keys of a document, or between it and the rest of the repository. */
export type Rule<T, C> = (document: T, context: C) => Iterable<Breach>;

/** What a document breaks of its kind's rules. */
export function breachesOf<T, C>(rules: readonly Rule<T, C>[], document: T, context: C): Breach[] {
  return rules.flatMap((rule) => [...rule(document, context)]);
}

/** A breach when not exactly one of `keys` is there. */
export function* exactlyOne(value: object, keys: readonly string[], path: DocumentPath): Generator<Breach> {
  const given = keys.filter((key) => Object.hasOwn(value, key));
  if (given.length === 1) return;
  const choices = keys.map((key) => `\`${key}\``).join(", ");
  const subject = path.length === 0 ? "The file" : `\`${pathText(path)}\``;
  if (given.length === 0) yield { rule: "one-of", path, onKey: true, message: `${subject} needs one of ${choices}.` };
  else
    yield {
      rule: "one-of",
      path: [...path, given[1] ?? ""],
      onKey: true,
      message: `${subject} may have only one of ${choices}; it has ${given.map((key) => `\`${key}\``).join(" and ")}.`,
      hint: "Keep one of them.",
    };
}

/** A breach when `name` is not among `known`; the hint names the nearest, or all when they are few. */
export function* knownName(
  name: string,
  known: readonly string[],
  what: string,
  path: DocumentPath,
  rule: string = `unknown-${what}`,
  onKey = false,
): Generator<Breach> {
  if (known.includes(name)) return;
  yield { rule, path, onKey, message: `There is no ${what} \`${name}\`.`, ...suggestion(name, known) };
}

/** The nearest right name as a hint. */
export function suggestion(name: string, known: readonly string[]): { hint?: string } {
  const longer = known.filter((other) => name.length >= 3 && other.startsWith(name));
  const meant = meantName(name, known) ?? (longer.length === 1 ? longer[0] : undefined);
  if (meant !== undefined) return { hint: `Did you mean \`${meant}\`?` };
  return known.length === 0 || known.length > 8
    ? {}
    : { hint: `There ${known.length === 1 ? "is" : "are"} ${known.map((other) => `\`${other}\``).join(", ")}.` };
}

/** Entries after the first with the same key, with the place of the first. */
export function* repeated<T>(entries: Iterable<readonly [key: string | undefined, place: T]>): Generator<{ key: string; first: T; again: T }> {
  const seen = new Map<string, T>();
  for (const [key, place] of entries) {
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, place);
    else yield { key, first, again: place };
  }
}
