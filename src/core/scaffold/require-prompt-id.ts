import { PromptopsError } from "../errors/promptops-error.ts";
import { badPromptId, isName } from "../model/document-paths.ts";

/** @throws PromptopsError `invalid-id`, with the nearest right one. */
export function requirePromptId(text: string): string {
  const bad = badPromptId(text);
  if (bad === undefined) return text;
  throw new PromptopsError(
    "invalid-id",
    `\`${text}\` cannot be a prompt's id: ${bad}.`,
    proposal(text, (id) => badPromptId(id) === undefined),
  );
}

/** A name of one segment. @param what What it names: `suite`, `job`. @throws PromptopsError `invalid-id`, with the nearest right one. */
export function requireName(what: string, text: string): string {
  if (isName(text)) return text;
  const flat = text.replaceAll("/", "-");
  const hint = proposal(flat, isName).hint ?? "Names are lower-case letters, digits and hyphens: `weekly-report`.";
  throw new PromptopsError("invalid-id", `\`${text}\` cannot be a ${what}'s name: names are lower-case letters, digits and hyphens.`, { hint });
}

/** The same words as an id: lower case, hyphens for everything that may not stand there. */
function proposal(text: string, isRight: (id: string) => boolean): { hint?: string } {
  const words = text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1-$2")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase();
  const segments = words.split("/").map((segment) => segment.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, ""));
  const id = segments.filter(Boolean).join("/");
  return isRight(id) ? { hint: `Did you mean \`${id}\`?` } : {};
}
