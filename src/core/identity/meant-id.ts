import { PromptopsError } from "../errors/promptops-error.ts";

const plural = { run: "runs", delivery: "deliveries", evaluation: "evaluations", evidence: "pieces of evidence", experiment: "experiments" } as const;
/** So many are named when several are meant. */
const named = 5;
/** What comes after the time of an id is by chance, and shorter pieces of it are met too often. */
const shortestTail = 4;

/**
 * The ids that a typed one can mean: itself where it is whole, else all that begin with it, or whose end behind a `-` or `~` does. The
 * end of `20261120T09-1f2e3d4c…` is what tells it from others of its hour.
 */
export function meantIds(typed: string, ids: readonly string[]): readonly string[] {
  if (typed === "") return [];
  if (ids.includes(typed)) return [typed];
  const tails = typed.length < shortestTail ? [] : [`-${typed}`, `~${typed}`];
  return [...new Set(ids)].filter((id) => id.startsWith(typed) || tails.some((tail) => id.includes(tail)));
}

/** The one that is meant; undefined when there is none. @throws PromptopsError `ambiguous-id`. */
export function meantId(what: keyof typeof plural, typed: string, ids: readonly string[]): string | undefined {
  const meant = meantIds(typed, ids);
  if (meant.length < 2) return meant[0];
  const first = meant.slice(0, named).map((id) => `\`${id}\``);
  const more = meant.length > named ? ` and ${meant.length - named} more` : "";
  throw new PromptopsError("ambiguous-id", `"${typed}" can mean ${meant.length} ${plural[what]}: ${first.join(", ")}${more}.`);
}
