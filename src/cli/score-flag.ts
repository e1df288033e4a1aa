import { PromptopsError } from "../core/errors/promptops-error.ts";

/** A number from 0 to 1 as people type it; undefined when none was given. @throws PromptopsError `invalid-flag`. */
export function scoreFlag(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const score = Number(text);
  if (text.trim() !== "" && score >= 0 && score <= 1) return score;
  throw new PromptopsError("invalid-flag", `"${text}" is no score.`, { where: `--${flag}`, hint: `A score is from 0 to 1: \`--${flag} 0.5\`.` });
}
