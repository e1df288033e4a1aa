import { csvRows } from "../../core/cases/csv-rows.ts";
import type { RowOrProblem } from "../../core/cases/dataset-row.ts";
import { givenName } from "../../core/cases/given-name.ts";
import { jsonlRows } from "../../core/cases/jsonl-rows.ts";
import type { Problem } from "../../core/errors/problem.ts";
import { problemLimit, tooManyProblems } from "../../core/errors/too-many-problems.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { contradictions, type SaidOfUnit } from "../../core/experiment/contradiction.ts";
import { unknownColumn } from "../../core/experiment/unknown-column.ts";
import { outcomesPerRecord } from "../../core/ledger/outcome-parts.ts";
import type { GivenFiles } from "../../ports/given-files.ts";

export interface OutcomeFile<T> {
  /** `.csv` or `.jsonl`; `-` is JSON Lines on standard input. */
  readonly file: string;
  /** Names that columns may have. */
  readonly columns: readonly string[];
  /** What a line says, or what is wrong with it in one sentence. */
  readonly rowOf: (cells: Readonly<Record<string, unknown>>) => T | string;
  readonly said: (outcome: T) => SaidOfUnit;
}

/** All outcomes of a file, or everything that is wrong with it. @throws PromptopsError `invalid-outcomes` with its problems, `no-such-file`. */
export async function readOutcomeFile<T extends object>(given: GivenFiles, { file: path, columns, rowOf, said }: OutcomeFile<T>): Promise<T[]> {
  const file = givenName(path);
  const problems: Problem[] = [];
  const outcomes: T[] = [];
  const contradicted = contradictions();
  for await (const each of rowsOf(path, given)) {
    if (problems.length === problemLimit) {
      problems.push(tooManyProblems(file));
      break;
    }
    if ("problem" in each) problems.push(each.problem);
    else {
      const misnamed = isCsv(file) ? unknownColumn(Object.keys(each.row.cells), columns) : undefined;
      if (misnamed !== undefined) {
        // The header is wrong, and every line would say so.
        problems.push({ rule: "unknown-column", file, line: 1, ...misnamed });
        break;
      }
      const row = rowOf(each.row.cells);
      const { line } = each.row.at();
      const message = typeof row === "string" ? row : contradicted(line, said(row));
      if (message !== undefined) problems.push({ rule: "invalid-outcome", file, line, message });
      else if (typeof row !== "string") outcomes.push(row);
    }
  }
  if (problems.length > 0) throw new PromptopsError("invalid-outcomes", `Nothing of ${file} was recorded.`, { problems });
  if (outcomes.length === 0) throw new PromptopsError("invalid-outcomes", `${file} holds no outcome.`, { where: file });
  return outcomes;
}

/** As many as one record holds, each. */
export function batchesOf<T>(outcomes: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(outcomes.length / outcomesPerRecord) }, (_, at) =>
    outcomes.slice(at * outcomesPerRecord, (at + 1) * outcomesPerRecord),
  );
}

function rowsOf(file: string, given: GivenFiles): AsyncIterable<RowOrProblem> {
  return isCsv(file) ? csvRows(file, given.stream(file), () => []) : jsonlRows(givenName(file), given.stream(file), '{"unit": "user-4711", "value": 1}');
}

function isCsv(file: string): boolean {
  return /\.csv$/i.test(file);
}
