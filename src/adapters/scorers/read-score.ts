import type { Scored } from "../../core/assertions/kind.ts";

/** What a scorer returned as a score: a boolean, a number from 0 to 1, or `{ score, pass, reason }`. Undefined when it is none of these. */
export function readScore(returned: unknown): Scored | undefined {
  if (typeof returned === "boolean") return { score: returned ? 1 : 0, pass: returned, reason: `the scorer said ${returned}` };
  if (typeof returned === "number") return isScore(returned) ? { score: returned, reason: `the scorer said ${returned}` } : undefined;
  if (typeof returned !== "object" || returned === null) return undefined;
  const { score, pass, reason } = returned as Readonly<Record<string, unknown>>;
  if (!isScore(score)) return undefined;
  if (pass !== undefined && typeof pass !== "boolean") return undefined;
  if (reason !== undefined && typeof reason !== "string") return undefined;
  return { score, ...(pass === undefined ? {} : { pass }), reason: reason ?? `the scorer said ${score}` };
}

/** What is the matter with something that `readScore` does not take, after its words: "{ pass: true }, which has no `score` from 0 to 1". */
export function noScore(returned: unknown): string {
  const lacksScore = typeof returned === "object" && returned !== null && !isScore((returned as { readonly score?: unknown }).score);
  return lacksScore ? "which has no `score` from 0 to 1" : "which is no score";
}

function isScore(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}
