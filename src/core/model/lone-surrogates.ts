import type { Breach } from "./breach.ts";
import { pathText, type DocumentPath } from "./document-path.ts";

/** Texts and keys with half of a surrogate pair: no Unicode, so they have no UTF-8 and no digest. Escapes alone bring them into a file. */
export function loneSurrogates(value: unknown): Iterable<Breach> {
  // Nearly all have none, and are looked through very often.
  return isWellFormed(value) ? [] : halvesIn(value, []);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  for (const key in value) if (!key.isWellFormed() || !isWellFormed((value as Record<string, unknown>)[key])) return false;
  return true;
}

function* halvesIn(value: unknown, path: DocumentPath): Generator<Breach> {
  if (typeof value === "string") {
    if (!value.isWellFormed()) yield breach(value, path);
  } else if (Array.isArray(value)) {
    for (const [at, each] of value.entries()) yield* halvesIn(each, [...path, at]);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, each] of Object.entries(value)) {
      if (!key.isWellFormed()) yield { ...breach(key, [...path, key]), onKey: true };
      yield* halvesIn(each, [...path, key]);
    }
  }
}

function breach(text: string, path: DocumentPath): Breach {
  const [half = ""] = /\p{Surrogate}/u.exec(text) ?? [];
  const place = pathText(path).toWellFormed();
  return {
    rule: "invalid-text",
    path,
    message: `${place === "" ? "The text" : `\`${place}\``} holds \`\\u${half.charCodeAt(0).toString(16)}\`, half of a surrogate pair, which is no character.`,
    hint: "Write the character itself, or both halves of the pair.",
  };
}
