import type { PromptopsError } from "../../core/errors/promptops-error.ts";

export function sharedNotes(unshared: PromptopsError | undefined): string[] {
  return unshared === undefined ? [] : [`The receipts are recorded here; the remote gets them with the next command: ${unshared.message}`];
}
