import type { ComparedPart, CompareResult, SideComparison } from "../../../core/results/compare.ts";
import { percent } from "../../../core/gates/words.ts";
import { dataTable } from "../../eval/html/charts.ts";
import { html, type Markup } from "../../eval/html/markup.ts";
import { wideTable } from "../../eval/html/wide-table.ts";
import { boundsWords, partBoundsWords } from "../bounds-words.ts";
import { betweenWords, differenceWords } from "../difference-words.ts";
import { measureRows, measureTitles } from "../measure-rows.ts";
import { verdictWord, verdictWords } from "../verdict-words.ts";
import { answersSection } from "./answers-section.ts";
import { caseTable } from "./case-table.ts";
import { rangeChart } from "./range-chart.ts";

/** Two sides: the cases that changed, the numbers, the parts, and the answers that were asked for. */
export function comparisonSection(comparison: SideComparison, result: CompareResult, at: number): Markup {
  const several = result.comparisons.length > 1;
  const { verdict, sentence, unchanged, answers = [] } = comparison;
  const after = result.sides[comparison.after]?.name ?? "";
  const of = several ? `, ${after}` : "";
  const title = several ? `${after}: ${verdictWord(comparison)}` : "Cases";
  return html`<section class="stack" aria-labelledby="comparison-${at}">
    <h2 id="comparison-${at}">${title}</h2>
    ${several && html`<p>${sentence}</p>`}
    ${
      verdict !== "same" &&
      html`${caseTable("lost", comparison, of)} ${caseTable("gained", comparison, of)} ${caseTable("undecided", comparison, of)}
        <p>Unchanged: ${unchanged.passed.toLocaleString("en")} passed, ${unchanged.failed.toLocaleString("en")} failed.</p>
        ${names("Edited in between, not compared", comparison.edited)} ${names("Only before", comparison.only_before)}
        ${names("Only after", comparison.only_after)} ${numbers(comparison, result, of)} ${parts(comparison, result, of, at)}
        ${answers.map((each) => answersSection(each, of))}`
    }
  </section>`;
}

function names(title: string, { count, first }: SideComparison["edited"]): Markup | false {
  if (count === 0) return false;
  const more = count > first.length ? ` and ${(count - first.length).toLocaleString("en")} more` : "";
  return html`<details>
    <summary>${title} (${count.toLocaleString("en")})</summary>
    <p class="reason">${first.join(", ")}${more}</p>
  </details>`;
}

function numbers(comparison: SideComparison, result: CompareResult, of: string): Markup | false {
  const rows = measureRows(comparison);
  if (rows.length === 0) return false;
  const [, ...titles] = measureTitles;
  const legend = boundsWords(result, [comparison]);
  return html`${wideTable(`Numbers${of}`, dataTable({ head: ["Mean", ...titles.map(capital)], rows }, "Numbers"))}
  ${legend !== undefined && html`<p class="small">${capital(legend)}.</p>`}`;
}

/** Suites, tags and metrics; those with the most losses first, of tags those that something happened to. */
function parts(comparison: SideComparison, result: CompareResult, of: string, at: number): Markup | false {
  const told = comparison.parts
    .filter(({ by, gained, lost }) => by !== "tag" || gained + lost > 0)
    .toSorted((a, b) => b.lost - a.lost || b.gained - a.gained || (a.name < b.name ? -1 : 1));
  if (told.length === 0) return false;
  const metricOf = ({ by }: ComparedPart) => (by === "metric" ? "score" : result.metric);
  const name = (part: ComparedPart) => `${part.by} ${part.name}`;
  const value = (mean: number, part: ComparedPart) => (metricOf(part) === "pass" ? percent(mean) : mean.toFixed(2));
  const p = (each: number) => (each < 0.0001 ? "<0.0001" : String(Number(each.toPrecision(2))));
  const head = ["Part", "Cases", "Before", "After", "Gained", "Lost", "Difference", "Between", "p (Holm)", "Shows"];
  const rows = told.map((part) => [
    name(part),
    String(part.pairs),
    value(part.before, part),
    value(part.after, part),
    String(part.gained),
    String(part.lost),
    differenceWords(part.difference, metricOf(part)),
    betweenWords(part.lower, part.upper, metricOf(part)),
    p(part.difference < 0 ? part.p_worse : part.p_better),
    part.shows === "nothing" ? "–" : verdictWords[part.shows].word,
  ]);
  const legend = partBoundsWords(result, comparison) ?? "";
  return html`${rangeChart(
    {
      name: `parts-${at}`,
      title: `Parts${of}`,
      sentence: `How each differs: right of the upright line it is better. The line through each dot shows where the difference may lie: ${legend.replace("between: ", "")}.`,
      data: { head, rows },
    },
    told.map((part) => ({
      name: name(part),
      text: differenceWords(part.difference, metricOf(part)),
      value: part.difference,
      lower: part.lower,
      upper: part.upper,
    })),
  )}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
