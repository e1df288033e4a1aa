import { digestBytes } from "../../core/identity/digest.ts";
import type { JournalEntry } from "../../ports/journal.ts";

/** Digits of the checksum in front of every line: a line that was half written, or written over, is told apart. */
const digits = 16;

export function journalLine(entry: JournalEntry): string {
  const json = JSON.stringify(entry);
  return `${checksum(json)} ${json}\n`;
}

/** The entries of a file, and how many lines were none; a last line without its end is what a killed process had not finished. */
export function readJournal(text: string): { entries: JournalEntry[]; damaged: number } {
  const lines = text.split("\n");
  lines.pop();
  const entries: JournalEntry[] = [];
  let damaged = 0;
  for (const line of lines) {
    const json = line.slice(digits + 1);
    if (line[digits] === " " && line.slice(0, digits) === checksum(json)) entries.push(JSON.parse(json) as JournalEntry);
    else damaged += 1;
  }
  return { entries, damaged };
}

function checksum(json: string): string {
  return digestBytes(json).slice(0, digits);
}
