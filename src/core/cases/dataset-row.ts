import type { Problem } from "../errors/problem.ts";

/** One row of a dataset file, before it is known what its columns mean. */
export interface DatasetRow {
  /** From 1, empty lines not counted. */
  readonly number: number;
  /** Column or key → cell. Cells of a CSV file are texts; empty ones are absent. */
  readonly cells: Readonly<Record<string, unknown>>;
  /** Where the row, or one of its columns, is in the file. */
  readonly at: (column?: string) => { readonly line: number; readonly column?: number };
}

/** A row, or what makes it unreadable. */
export type RowOrProblem = { readonly row: DatasetRow } | { readonly problem: Problem };
