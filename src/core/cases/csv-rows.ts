import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import type { RowOrProblem } from "./dataset-row.ts";
import { decodeStream } from "./decode-stream.ts";

/** What a header of a CSV file is asked; names that no row can use are problems of line 1. */
export type CheckHeader = (columns: readonly string[]) => readonly { readonly rule: string; readonly message: string; readonly hint?: string }[];

interface CsvRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** The rows of a CSV file (RFC 4180, first line = header), one at a time; empty cells are absent. */
export async function* csvRows(file: string, bytes: AsyncIterable<Uint8Array>, checkHeader: CheckHeader): AsyncGenerator<RowOrProblem> {
  let header: readonly string[] = [];
  const parser = parse({
    columns: (names: string[]) => (header = names.map((name) => name.trim())) as string[],
    info: true,
    skip_empty_lines: true,
    max_record_size: 5_000_000,
  });
  const fed = pipeline(Readable.from(decodeStream(bytes)), parser).catch((error: unknown) => void parser.destroy(error as Error));
  let number = 0;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
      if (number === 0) {
        const broken = headerProblems(header, checkHeader);
        for (const breach of broken) yield { problem: { ...breach, file, line: 1 } };
        if (broken.length > 0) return;
      }
      number += 1;
      const start = line + 1;
      line = info.lines;
      const cells = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ""));
      yield { row: { number, cells, at: () => ({ line: start }) } };
    }
    await fed;
  } catch (error) {
    yield { problem: { file, ...csvFault(error, line + 1) } };
  }
}

function headerProblems(header: readonly string[], checkHeader: CheckHeader): ReturnType<CheckHeader> {
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) return [{ rule: "duplicate-key", message: `The column \`${twice}\` occurs twice.`, hint: "Rename one of them." }];
  return checkHeader(header);
}

/** csv-parse's errors in our words, and where they are. @param line Where reading had got to. */
function csvFault(error: unknown, line: number): { rule: string; line: number; message: string; hint?: string } {
  if (error instanceof TypeError) return { rule: "invalid-utf8", line, message: "The file is not UTF-8 text.", hint: "Save it with the encoding UTF-8." };
  if (!(error instanceof CsvError)) throw error;
  const at = typeof error["lines"] === "number" ? error["lines"] : line;
  const quoting = 'Quote cells that hold commas, quotes or line ends: "He said ""yes""".';
  if (error.code !== "CSV_RECORD_INCONSISTENT_COLUMNS")
    return { rule: "invalid-csv", line: at, message: `${error.message.replace(/\.?$/, "")}.`, hint: quoting };
  const [cells, names] = [error["record"], error["columns"]].map((list) => (Array.isArray(list) ? list.length : 0));
  return { rule: "invalid-csv", line: at, message: `The row has ${cells} cells, the header ${names}.`, hint: quoting };
}
