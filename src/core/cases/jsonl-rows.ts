import type { Problem } from "../errors/problem.ts";
import type { RowOrProblem } from "./dataset-row.ts";
import { decodeStream } from "./decode-stream.ts";

/** Characters of one line, at most; more is a file of another kind. */
const lineLimit = 5_000_000;

/** The objects of a JSON Lines file, one at a time; empty lines are skipped. */
export async function* jsonlRows(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<RowOrProblem> {
  let number = 0;
  let line = 0;
  try {
    for await (const text of lines(decodeStream(bytes))) {
      line += 1;
      if (text.trim() === "") continue;
      number += 1;
      yield rowOf(file, text, line, number);
    }
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    const tooLong = error instanceof RangeError;
    yield {
      problem: {
        rule: tooLong ? "too-large" : "invalid-utf8",
        file,
        line: line + 1,
        message: tooLong ? `A line has more than ${lineLimit} characters.` : "The file is not UTF-8 text.",
        hint: tooLong ? "A JSON Lines file holds one object per line." : "Save it with the encoding UTF-8.",
      },
    };
  }
}

function rowOf(file: string, text: string, line: number, number: number): RowOrProblem {
  const problem = (message: string, column?: number): { problem: Problem } => ({
    problem: {
      rule: "invalid-json",
      file,
      line,
      ...(column !== undefined && { column }),
      message,
      hint: 'Each line is one object: {"id": "a1", "text": "…", "expected": "…"}',
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

/** @throws RangeError when a line is too long to be kept. */
async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const [first = "", ...more] = piece.split("\n");
    rest += first;
    for (const next of more) {
      yield rest;
      rest = next;
    }
    if (rest.length > lineLimit) throw new RangeError("line too long");
  }
  yield rest;
}
