import { digestBytes } from "../../core/identity/digest.ts";
import type { JournalEntry, JournalFile } from "../../ports/journal.ts";

/** Digits of the checksum in front of every line: a line that was half written, or written over, is told apart. */
const digits = 16;

export function journalLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/**
 * The entries of a file, and how many lines were none. A last line without its end is what a killed process had not finished, unless there is in it
 * what no line has.
 */
export function readJournal(text: string): Pick<JournalFile, "entries" | "damaged" | "torn" | "lost"> {
  const lines = text.split("\n");
  const tail = lines.pop() ?? "";
  const lost = new Set<string>();
  const entries: JournalEntry[] = [];
  let damaged = 0;
  for (const line of lines) {
    const json = line.slice(digits + 1);
    if (line[digits] === " " && line.slice(0, digits) === checksum(json)) entries.push(JSON.parse(json) as JournalEntry);
    else {
      damaged += 1;
      note(line);
    }
  }
  if (tail !== "") note(tail);
  if (strange.test(tail)) damaged += 1;
  return { entries, damaged, torn: tail !== "", lost: [...lost] };

  function note(line: string): void {
    const [, subject] = /"subject":"([^"\\]+)"/.exec(line) ?? [];
    if (subject !== undefined && !strange.test(subject)) lost.add(subject);
  }
}

/** JSON escapes control characters, and what is no UTF-8 is read as U+FFFD. */
const strange = /[\u0000-\u001f\u007f\ufffd]/;

function checksum(json: string): string {
  return digestBytes(json).slice(0, digits);
}
