import { PromptopsError } from "../../core/errors/promptops-error.ts";

/** @throws PromptopsError `missing-reason`. */
export function requireReason(reason: string, sentence: string): void {
  if (reason.trim() === "") throw new PromptopsError("missing-reason", sentence, { where: "--reason" });
}
