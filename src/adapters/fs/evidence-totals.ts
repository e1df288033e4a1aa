import { closeSync, openSync } from "node:fs";
import { Check } from "typebox/value";
import { EvidenceTotals } from "../../core/eval/evidence.ts";
import { corrupt } from "./evaluation-files.ts";
import { linesOf } from "./lines-of.ts";

/** Where `evidenceJson` breaks its first line: everything but the cases is before. */
const headEnd = '"cases":[';

/** The totals of each evidence in a finished evaluation's file; its cases, which may be very many, are passed over. @throws PromptopsError `corrupt-evaluation`. */
export function evidenceTotals(file: string): EvidenceTotals[] {
  const fd = openSync(file, "r");
  try {
    return [...linesOf(fd)].flatMap(({ bytes }) => (endsHead(bytes) ? totalsOf(bytes.toString(), file) : []));
  } finally {
    closeSync(fd);
  }
}

function endsHead(line: Buffer): boolean {
  return line.subarray(-headEnd.length).toString() === headEnd;
}

function totalsOf(head: string, file: string): EvidenceTotals {
  try {
    const { totals } = JSON.parse(`${head}]}`) as { readonly totals?: unknown };
    if (Check(EvidenceTotals, totals)) return totals;
  } catch (cause) {
    throw corrupt(file, cause);
  }
  throw corrupt(file);
}
