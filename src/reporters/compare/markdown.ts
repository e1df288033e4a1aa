import type { ComparedCase, CompareResult, SideComparison } from "../../core/results/compare.ts";
import { markdownHead, markdownRow, markdownText } from "../markdown-text.ts";
import { boundsWords } from "./bounds-words.ts";
import { caseName, scoreWords, whyWorse } from "./case-words.ts";
import type { ComparedReport } from "./compare-reporter.ts";
import { gridLegend, gridRows } from "./matrix-grid.ts";
import { measureRows, measureTitles } from "./measure-rows.ts";
import { nextStep } from "./next-step.ts";
import { partRows, partTitles } from "./part-rows.ts";
import { comparedRows, ownRows } from "./side-rows.ts";
import { verdictWord, verdictWords } from "./verdict-words.ts";

/** So many cases of a kind are listed: a comment is read, and GitHub cuts a long one. */
const listed = 50;

/** For step summaries and comments: the verdict, what was lost and gained folded, the numbers, the next step. */
export function* markdownComparison({ result }: ComparedReport): Generator<string> {
  const { comparisons, notes } = result;
  const several = comparisons.length > 1;
  if (several) {
    yield `## Compared with ${markdownText(result.sides[0]?.name ?? "")}\n\n`;
    const grid = gridRows(result);
    if (grid !== undefined) {
      yield* table(grid[0] ?? [], grid.slice(1), "numbers");
      yield `${markdownText(gridLegend)}\n\n`;
    }
    yield* table(ownRows(result)[0] ?? [], ownRows(result).slice(1), "numbers");
    yield* table(comparedRows(result)[0] ?? [], comparedRows(result).slice(1));
    yield* legend(boundsWords(result, comparisons));
  }
  for (const comparison of comparisons) yield* comparisonText(comparison, result, several);
  for (const note of notes) yield `> ${markdownText(note, 1000)}\n\n`;
  const next = nextStep(result);
  if (next !== undefined) yield `Next: ${code(next)}\n`;
}

function* comparisonText(comparison: SideComparison, result: CompareResult, several: boolean): Generator<string> {
  const { sides, metric } = result;
  const { verdict, sentence, lost, gained, undecided, unchanged } = comparison;
  const [before, after] = [sides[comparison.before]?.name ?? "", sides[comparison.after]?.name ?? ""];
  const title = several ? `${markdownText(after)}: ${verdictWord(comparison)}` : verdictWord(comparison);
  yield `##${several ? "#" : ""} ${verdictWords[verdict].sign} ${title}\n\n${markdownText(sentence, 1000)}\n\n`;
  if (!several) yield `${markdownText(before)} → ${markdownText(after)}\n\n`;
  if (verdict === "same") return;
  yield* cases("Lost", lost, ({ after: side }) => whyWorse(side));
  yield* cases("Gained", gained, ({ before: side }) => whyWorse(side));
  yield* cases("No score", undecided, (each) => [...new Set([...whyWorse(each.before), ...whyWorse(each.after)])]);
  yield `Unchanged: ${unchanged.passed} passed, ${unchanged.failed} failed.\n\n`;
  yield* names("Edited in between, not compared", comparison.edited);
  yield* names("Only before", comparison.only_before);
  yield* names("Only after", comparison.only_after);
  if (several) return;
  yield* table(measureTitles, measureRows(comparison), "numbers");
  yield* legend(boundsWords(result, [comparison]));
  yield* table(partTitles, partRows(comparison, metric).rows);
}

function* cases(title: string, { count, first }: SideComparison["lost"], why: (each: ComparedCase) => string[]): Generator<string> {
  if (count === 0) return;
  yield `<details${title === "Gained" ? "" : " open"}><summary>${title} (${count})</summary>\n\n${markdownHead(["case", "score", "why"], "words")}`;
  for (const each of first.slice(0, listed)) {
    const binding = each.must_pass === true ? " (must pass)" : "";
    yield markdownRow([markdownText(caseName(each)) + binding, scoreWords(each), markdownText(why(each).join("; "))]);
  }
  yield `\n${count > listed ? `… and ${count - listed} more.\n\n` : ""}</details>\n\n`;
}

function* legend(text: string | undefined): Generator<string> {
  if (text !== undefined) yield `${markdownText(text)}\n\n`;
}

function* names(title: string, { count, first }: SideComparison["edited"]): Generator<string> {
  if (count > 0)
    yield `${title}: ${count} (${first
      .slice(0, 10)
      .map((name) => markdownText(name))
      .join(", ")}${count > 10 ? " …" : ""}).\n\n`;
}

function* table(titles: readonly string[], rows: readonly (readonly string[])[], last: "words" | "numbers" = "words"): Generator<string> {
  if (rows.length > 0) yield `${markdownHead(titles, last)}${rows.map(row).join("")}\n`;
}

function row(cells: readonly string[]): string {
  return markdownRow(cells.map((cell) => markdownText(cell)));
}

/** Commands stay as they are typed; around them nothing is markup. */
function code(text: string): string {
  return text
    .split("`")
    .map((part, at) =>
      at % 2 === 1
        ? `\`${part}\``
        : markdownText(part, 1000)
            .replace(/^/, part.startsWith(" ") ? " " : "")
            .concat(part.endsWith(" ") ? " " : ""),
    )
    .join("");
}
