import { Check } from "typebox/value";
import { jsonlRows } from "../cases/jsonl-rows.ts";
import { PromptopsError } from "../errors/promptops-error.ts";
import { CaseResult } from "./case-result.ts";
import { beginsEvaluation } from "./read-evaluation-head.ts";
import { restored, SharedParts, type ResultLine } from "./result-line.ts";

const known = Object.keys(CaseResult.properties);
const knownOfLine = [...known, "line"];

/**
 * The results that a file holds, a line of JSON each; the first may tell what all share, or begin an evaluation. Keys that others added are passed over; what a result
 * must have, it must have.
 * @throws PromptopsError `invalid-results` at the first line that is no result.
 */
export async function* readResults(file: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CaseResult> {
  let shared: SharedParts | undefined;
  for await (const next of jsonlRows(file, bytes)) {
    if ("problem" in next) throw damaged(file, next.problem.line, next.problem.message);
    const { cells, at, number } = next.row;
    if (number === 1 && Check(SharedParts, cells["shared"])) {
      shared = cells["shared"];
      continue;
    }
    if (number === 1 && beginsEvaluation(cells)) continue;
    const result = shared === undefined ? only(known, cells) : restored(only(knownOfLine, cells) as unknown as ResultLine, shared);
    if (!Check(CaseResult, result)) throw damaged(file, at("id").line, "The line is no result of a case.");
    yield result;
  }
}

function only(keys: readonly string[], cells: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(cells, key) ? [[key, cells[key]]] : [])));
}

function damaged(file: string, line: number | undefined, message: string): PromptopsError {
  return new PromptopsError("invalid-results", `${file} is no file of results: ${message.replace(/^The/, "the")}`, { where: `${file}:${line ?? 1}` });
}
