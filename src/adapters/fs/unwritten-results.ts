import { describeError } from "../../core/errors/error-description.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";

const full = new Set(["ENOSPC", "EDQUOT"]);

/** What the system said when an evaluation was to be written, with the file, what is kept and how to go on; anything else as it is. */
export function unwrittenResults(error: unknown, file: string, id: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error)) return error;
  const isFull = "code" in error && full.has(String(error.code));
  const { message } = describeError(error);
  const first = isFull ? "Make room on the disk" : "Make the file writable again";
  return new PromptopsError("cannot-write", message, {
    where: file,
    hint: `${first}, then \`promptops eval --resume ${id}\` goes on: what was written before is kept.`,
    cause: error,
  });
}
