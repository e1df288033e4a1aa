import { PromptopsError } from "../core/errors/promptops-error.ts";

/** An instant as people type it, in milliseconds since the epoch. @throws PromptopsError `invalid-time`. */
export function timeFlag(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text.slice(0, 10)))
    throw new PromptopsError("invalid-time", `"${text}" is no time.`, { where: flag });
  return at;
}

/** The same where it must be given. @throws PromptopsError `invalid-flag`. */
export function requiredTimeFlag(flag: string, text: string | undefined): number {
  const at = timeFlag(flag, text);
  if (at === undefined) throw new PromptopsError("invalid-flag", `The flag ${flag} is required.`, { where: flag });
  return at;
}
