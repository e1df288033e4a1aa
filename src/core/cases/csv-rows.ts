import { CsvError, parse, type Parser } from "csv-parse";
import type { RowOrProblem } from "./dataset-row.ts";
import { decodeStream } from "./decode-stream.ts";

/** What a header of a CSV file is asked; names that no row can use are problems of line 1. */
export type CheckHeader = (columns: readonly string[]) => readonly { readonly rule: string; readonly message: string; readonly hint?: string }[];

/** A row as it was read, not looked at yet. */
interface CsvRecord {
  readonly record: Readonly<Record<string, string>>;
  /** The line it ends in. */
  readonly line: number;
  /** It has more or fewer cells than the header. */
  readonly error: CsvError | undefined;
}

const quoting = 'Quote cells that hold commas, quotes or line ends: "He said ""yes""".';

/**
 * The rows of a CSV file (RFC 4180, first line = header), one at a time; empty cells are absent. A row with too few or too many cells is a problem
 * of its own; behind a broken quotation nobody can tell rows apart, so that is the last one. What came before is told in any case.
 */
export async function* csvRows(file: string, bytes: AsyncIterable<Uint8Array>, checkHeader: CheckHeader): AsyncGenerator<RowOrProblem> {
  let header: readonly string[] = [];
  let read: CsvRecord[] = [];
  // Rows are taken as they are parsed: a fault further on would drop those that wait in the stream.
  const parser = parse({
    columns: (names: string[]) => (header = names.map((name) => name.trim())) as string[],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 5_000_000,
    on_record(record: Record<string, string>, { lines, error }) {
      read.push({ record, line: lines, error });
      return null;
    },
  });
  parser.on("error", () => {}).resume();
  let number = 0;
  let line = 1;
  try {
    for await (const fault of fed(parser, decodeStream(bytes))) {
      const rows = read;
      read = [];
      if (number === 0 && rows.length > 0) {
        const broken = headerProblems(header, checkHeader);
        for (const breach of broken) yield { problem: { ...breach, file, line: 1 } };
        if (broken.length > 0) return;
      }
      for (const row of rows) {
        number += 1;
        const start = line + 1;
        line = row.line;
        if (row.error === undefined) yield { row: { number, cells: givenCells(row.record), at: () => ({ line: start }) } };
        else yield { problem: { file, ...csvFault(row.error, start) } };
      }
      if (fault !== undefined) yield { problem: { file, ...csvFault(fault, line + 1) } };
    }
  } finally {
    parser.destroy();
  }
}

/** Feeds a parser piece by piece, and says when there may be rows to take; of a fault, with the last of them, what it was. */
async function* fed(parser: Parser, pieces: AsyncIterable<string>): AsyncGenerator<unknown> {
  try {
    for await (const piece of pieces) {
      await done((next) => parser.write(piece, next));
      yield undefined;
    }
    await done((next) => parser.end(next));
    yield undefined;
  } catch (error) {
    // The parser keeps the last row until it knows what comes behind it.
    await done((next) => parser.end(next)).catch(() => undefined);
    yield error;
  }
}

function done(act: (next: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => act((error) => (error ? reject(error) : resolve())));
}

function givenCells(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ""));
}

function headerProblems(header: readonly string[], checkHeader: CheckHeader): ReturnType<CheckHeader> {
  const twice = header.find((name, at) => header.indexOf(name) !== at);
  if (twice !== undefined) return [{ rule: "duplicate-key", message: `The column \`${twice}\` occurs twice.`, hint: "Rename one of them." }];
  const [only = ""] = header;
  const other = header.length === 1 ? /[;\t|]/.exec(only)?.[0] : undefined;
  if (other !== undefined) return [otherDelimiter(other)];
  return checkHeader(header);
}

/** What spreadsheets write where a comma stands in numbers. */
function otherDelimiter(sign: string): { rule: string; message: string; hint: string } {
  const name = sign === "\t" ? "tabs" : `\`${sign}\``;
  return { rule: "invalid-csv", message: `The header has ${name} between its columns in place of commas.`, hint: "Save the file as CSV with commas." };
}

/** csv-parse's errors in our words, and where they are. @param line Where reading had got to. */
function csvFault(error: unknown, line: number): { rule: string; line: number; message: string; hint?: string } {
  if (error instanceof TypeError) return { rule: "invalid-utf8", line, message: "The file is not UTF-8 text.", hint: "Save it with the encoding UTF-8." };
  if (!(error instanceof CsvError)) throw error;
  if (error.code !== "CSV_RECORD_INCONSISTENT_COLUMNS") {
    const at = typeof error["lines"] === "number" ? error["lines"] : line;
    return { rule: "invalid-csv", line: at, message: `${error.message.replace(/\.?$/, "")}.`, hint: quoting };
  }
  const [cells, names] = [error["record"], error["columns"]].map((list) => (Array.isArray(list) ? list.length : 0));
  return { rule: "invalid-csv", line, message: `The row has ${cells} cells, the header ${names}.`, hint: quoting };
}
