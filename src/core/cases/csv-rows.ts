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

/**
 * The rows of a CSV file (RFC 4180, first line = header), one at a time; empty cells are absent. A row with too many or too few cells
 * is a problem of its own; behind a broken quote nothing can be trusted, and nothing more is read.
 */
export async function* csvRows(file: string, bytes: AsyncIterable<Uint8Array>, checkHeader: CheckHeader): AsyncGenerator<RowOrProblem> {
  let header: readonly string[] = [];
  const ragged: CsvError[] = [];
  /** What ends the file before its end. */
  let fault: { readonly error: unknown } | undefined;

  async function* pieces(): AsyncGenerator<string> {
    try {
      for await (const piece of decodeStream(bytes)) {
        if (fault !== undefined) return;
        yield piece;
      }
    } catch (error) {
      fault ??= { error };
    }
  }

  const parser = parse({
    columns: (names: string[]) => (header = names.map((name) => name.trim())) as string[],
    info: true,
    skip_empty_lines: true,
    max_record_size: 5_000_000,
    skip_records_with_error: true,
    on_skip(error) {
      if (fault !== undefined) return undefined;
      if (error?.code === "CSV_RECORD_INCONSISTENT_COLUMNS") ragged.push(error);
      else fault = { error };
      return undefined;
    },
  });
  const fed = pipeline(Readable.from(pieces()), parser).catch((error: unknown) => void parser.destroy(error as Error));
  let number = 0;
  let line = 1;

  /** @param until A line of the file. */
  function* raggedRows(until: number): Generator<RowOrProblem> {
    while (ragged[0] !== undefined && linesOf(ragged[0]) <= until) {
      const [row] = ragged.splice(0, 1);
      number += 1;
      line = linesOf(row);
      yield { problem: { file, ...csvFault(row, line) } };
    }
  }

  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    if (fault !== undefined && info.lines > linesOf(fault.error)) break;
    if (number === 0) {
      const broken = headerProblems(header, checkHeader);
      for (const breach of broken) yield { problem: { ...breach, file, line: 1 } };
      if (broken.length > 0) return;
    }
    yield* raggedRows(info.lines);
    number += 1;
    const start = line + 1;
    line = info.lines;
    const cells = Object.fromEntries(Object.entries(record).filter(([, cell]) => cell !== ""));
    yield { row: { number, cells, at: () => ({ line: start }) } };
  }
  yield* raggedRows(Infinity);
  if (fault !== undefined) yield { problem: { file, ...csvFault(fault.error, line + 1) } };
  else await fed;
}

/** Where a row ends that could not be read. */
function linesOf(error: unknown): number {
  return error instanceof CsvError && typeof error["lines"] === "number" ? error["lines"] : Infinity;
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
