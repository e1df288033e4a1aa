import canonicalize from "canonicalize";
import { PromptopsError } from "../errors/promptops-error.ts";

/**
 * JSON in the one form of RFC 8785: keys sorted, no white space, numbers as ECMAScript writes them. Keys whose value is
 * undefined are left out.
 * @throws PromptopsError `invalid-text` for a text that is no Unicode (half of a surrogate pair).
 * @throws TypeError for a value that is no JSON at all.
 */
export function canonicalJson(value: unknown): string {
  // ECMAScript's own form of a text is the canonical one.
  if (typeof value === "string" && value.isWellFormed()) return JSON.stringify(value);
  let text: string | undefined;
  try {
    text = canonicalize(value);
  } catch (error) {
    if (error instanceof Error && error.message.includes("surrogate")) {
      throw new PromptopsError("invalid-text", "A text holds half of a surrogate pair, which is no character.", { cause: error });
    }
    throw new TypeError("only JSON has a canonical form", { cause: error });
  }
  if (text === undefined) throw new TypeError("only JSON has a canonical form");
  return text;
}

/** The canonical JSON of an object whose values are in that form already; what is undefined is left out. Names in order save the sorting. */
export function canonicalObject(members: Readonly<Record<string, string | undefined>>): string {
  const names = Object.keys(members);
  if (names.some((name, at) => at > 0 && name < (names[at - 1] ?? ""))) names.sort();
  let text = "";
  for (const name of names) {
    const member = members[name];
    if (member !== undefined) text += `${text === "" ? "" : ","}${canonicalJson(name)}:${member}`;
  }
  return `{${text}}`;
}
