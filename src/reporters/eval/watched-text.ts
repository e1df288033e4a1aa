import { oneLine } from "../one-line.ts";

export const waitingText = "Waiting for files to change; Ctrl-C ends.";

/** So many changed files are named. */
const named = 3;

/** A report, below a line that says which files it is for when it is not the first. */
export function watchedText(because: readonly string[], text: string, width: number): string {
  if (because.length === 0) return text;
  const files = because.slice(0, named).join(", ");
  const more = because.length > named ? ` and ${because.length - named} more` : "";
  const changed = oneLine(`── changed: ${files}${more}`, width - 1);
  return `${`${changed} `.padEnd(width, "─")}\n\n${text}`;
}
