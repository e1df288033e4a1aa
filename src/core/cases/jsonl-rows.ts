import type { Problem } from "../errors/problem.ts";
import type { RowOrProblem } from "./dataset-row.ts";
import { decodeStream } from "./decode-stream.ts";

/** Characters of one line, at most; more is a file of another kind. */
const lineLimit = 5_000_000;

/** What a line looks like, where nothing says otherwise: a case. */
const usualExample = '{"id": "a1", "text": "…", "expected": "…"}';

/** The objects of a JSON Lines file, one at a time; empty lines are skipped. @param example A line as it should be, for hints. */
export async function* jsonlRows(file: string, bytes: AsyncIterable<Uint8Array>, example?: string): AsyncGenerator<RowOrProblem> {
  for await (const rows of jsonlBatches(file, bytes, example)) yield* rows;
}

/** The same, as many at a time as there are in a piece of the file: who reads very many waits for each piece, and not for each row. */
export async function* jsonlBatches(file: string, bytes: AsyncIterable<Uint8Array>, example = usualExample): AsyncGenerator<readonly RowOrProblem[]> {
  let number = 0;
  let line = 0;
  try {
    for await (const texts of lines(decodeStream(bytes))) {
      const rows: RowOrProblem[] = [];
      for (const text of texts) {
        line += 1;
        if (text.trim() === "") continue;
        number += 1;
        rows.push(rowOf(file, text, { line, number, example }));
      }
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const tooLong = error instanceof RangeError;
    const problem = {
      rule: tooLong ? "too-large" : "invalid-utf8",
      file,
      line: line + 1,
      message: tooLong ? `A line has more than ${lineLimit} characters.` : "The file is not UTF-8 text.",
      hint: tooLong ? "A JSON Lines file holds one object per line." : "Save it with the encoding UTF-8.",
    };
    yield [{ problem }];
  }
}

function rowOf(
  file: string,
  text: string,
  { line, number, example }: { readonly line: number; readonly number: number; readonly example: string },
): RowOrProblem {
  const problem = (message: string, column?: number): { problem: Problem } => ({
    problem: {
      rule: "invalid-json",
      file,
      line,
      ...(column !== undefined && { column }),
      message,
      hint: `Each line is one object: ${example}`,
    },
  });
  let cells: unknown;
  try {
    cells = JSON.parse(text);
  } catch (error) {
    const [reason = "", position] = (error as Error).message.split(/ in JSON at position (\d+)/);
    return problem(`The line is no JSON: ${reason}.`, position === undefined ? undefined : Number(position) + 1);
  }
  if (typeof cells !== "object" || cells === null || Array.isArray(cells)) return problem("The line is JSON, but no object.");
  return { row: { number, cells: cells as Record<string, unknown>, at: () => ({ line }) } };
}

/** Those that end in each piece, and the last one. @throws RangeError when a line is too long to be kept. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let rest = "";
  for await (const piece of pieces) {
    const ended = (rest + piece).split("\n");
    rest = ended.pop() ?? "";
    yield ended;
    if (rest.length > lineLimit) throw new RangeError("line too long");
  }
  yield [rest];
}
