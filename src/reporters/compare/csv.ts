import { changeOf } from "../../core/eval/compare-change.ts";
import type { ComparedSplit } from "../../core/eval/compare-split.ts";
import type { EvidenceCase } from "../../core/eval/evidence.ts";
import { csvWriter, type CsvCell } from "../csv-writer.ts";
import type { ComparedReport } from "./compare-reporter.ts";

const sides = ["status", "score", "pass_rate", "latency_ms", "cost_nano_usd"] as const;
const titles = ["compared", "suite", "case", "change", ...sides.flatMap((name) => [`before_${name}`, `after_${name}`]), "must_pass", "group", "tags"];

/** A line per case of every comparison, those included that could not be compared. What a spreadsheet would take for a formula is quoted. */
export async function* csvComparison({ result, splits }: ComparedReport): AsyncGenerator<string> {
  const write = await csvWriter();
  const line = (cells: readonly CsvCell[]) => write([cells]);
  yield line(titles);
  for (const [at, split] of splits.entries()) {
    const side = result.sides[result.comparisons[at]?.after ?? -1];
    for (const { change, before, after } of rowsOf(split, result.metric)) {
      const either = after ?? before;
      if (either === undefined) continue;
      const values = sides.flatMap((name) => [before?.[name] ?? "", after?.[name] ?? ""]);
      const { suite, case: name, must_pass = false, group = "", tags = [] } = either;
      yield line([side?.name ?? "", suite, name, change, ...values, must_pass ? "true" : "", group, tags.join(" ")]);
    }
  }
}

interface Row {
  readonly change: string;
  readonly before?: EvidenceCase;
  readonly after?: EvidenceCase;
}

function* rowsOf({ pairs, undecided, edited, onlyBefore, onlyAfter }: ComparedSplit, metric: ComparedReport["result"]["metric"]): Generator<Row> {
  for (const pair of pairs) yield { change: changeOf(pair, metric), before: pair.baseline, after: pair.candidate };
  for (const { baseline, candidate } of undecided) yield { change: "undecided", before: baseline, after: candidate };
  for (const after of edited) yield { change: "edited", after };
  for (const before of onlyBefore) yield { change: "only-before", before };
  for (const after of onlyAfter) yield { change: "only-after", after };
}
