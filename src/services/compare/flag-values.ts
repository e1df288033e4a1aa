import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { dollars } from "../evaluation/plan-input.ts";

/** A share from 0 to 1 as it is typed. @param flag For the message. @throws PromptopsError `invalid-flag`. */
export function requireShare(flag: string, text: string): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new PromptopsError("invalid-flag", `"${text}" is no number from 0 to 1.`, {
    where: flag,
    hint: `Give points of the metric, as in \`${flag} 0.05\` for 5 of 100 cases.`,
  });
}

/** US dollars as they are typed. @throws PromptopsError `invalid-flag`. */
export function requireDollars(text: string): number {
  return dollars(text) ?? 0;
}
