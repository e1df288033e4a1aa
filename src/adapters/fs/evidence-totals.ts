import { closeSync, openSync } from "node:fs";
import { Check } from "typebox/value";
import { Evidence, EvidenceTotals } from "../../core/eval/evidence.ts";
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

/** All but the cases of a file's first evidence; undefined when there is no such file, or it does not begin with that. */
export function firstHead(file: string): Omit<Evidence, "cases"> | undefined {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch {
    return undefined;
  }
  try {
    for (const { bytes } of linesOf(fd)) {
      if (endsHead(bytes)) return headIn(bytes.toString());
      if (bytes.toString() !== "[") return undefined;
    }
    return undefined;
  } finally {
    closeSync(fd);
  }
}

function headIn(line: string): Omit<Evidence, "cases"> | undefined {
  try {
    const evidence: unknown = JSON.parse(`${line}]}`);
    return Check(Evidence, evidence) ? evidence : undefined;
  } catch {
    return undefined;
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
