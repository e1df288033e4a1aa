import { PromptopsError } from "../core/errors/promptops-error.ts";

/** A chance as people type it: `0.05`. @throws PromptopsError `invalid-flag` unless it is more than 0 and at most 0.5. */
export function chanceFlag(text: string): number {
  const value = /^0?\.\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= 0.5)) throw new PromptopsError("invalid-flag", `"${text}" is no chance of being wrong: write 0.05, say.`, { where: "--alpha" });
  return value;
}
