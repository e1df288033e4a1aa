import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { EvaluationReport, PromptReport } from "../../core/results/eval.ts";

/** One prompt that several models were asked with. */
export interface Matrix {
  /** `billing/summarize`, or `billing/summarize@1.2.0`. */
  readonly subject: string;
  readonly columns: readonly PromptReport[];
  /** A row per suite, then one for all when there are several; a cell per column, where that model ran the suite. */
  readonly rows: readonly { readonly name: string; readonly cells: readonly (EvidenceTotals | undefined)[] }[];
}

/** The prompts that were evaluated with more than one model. */
export function matricesOf({ prompts }: EvaluationReport): Matrix[] {
  const groups = Map.groupBy(prompts, ({ label }) => partsOfLabel(label).name);
  return [...groups].filter(([, columns]) => new Set(columns.map(({ model }) => model)).size > 1).map(([name, columns]) => matrix(name, columns));
}

function matrix(name: string, columns: readonly PromptReport[]): Matrix {
  const suites = [...new Set(columns.flatMap(({ suites }) => suites.map(({ suite }) => suite)))];
  const rows = suites.map((suite) => ({ name: suite, cells: columns.map((column) => column.suites.find((each) => each.suite === suite)?.totals) }));
  return { subject: name, columns, rows: suites.length === 1 ? rows : [...rows, { name: "all", cells: columns.map(({ totals }) => totals) }] };
}
