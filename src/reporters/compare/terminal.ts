import type { CompareResult, SideComparison } from "../../core/results/compare.ts";
import { oneLine } from "../one-line.ts";
import { paintFor, type Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { hanging, hangingSentence, textWidth } from "../wrap.ts";
import { answersText } from "./answers-text.ts";
import { boundsWords } from "./bounds-words.ts";
import { changedBlock, namesLine, undecidedBlock } from "./changed-block.ts";
import type { ComparedReport } from "./compare-reporter.ts";
import { gridLegend, gridRows } from "./matrix-grid.ts";
import { measureRows, measureTitles } from "./measure-rows.ts";
import { nextStep } from "./next-step.ts";
import { partRows, partTitles } from "./part-rows.ts";
import { rightAligned } from "./right-aligned.ts";
import { sidesTables } from "./sides-table.ts";
import { verdictWords } from "./verdict-words.ts";

/** What a person reads: the verdict in a sentence, what was lost and gained, the numbers, the next step. */
export function* terminalComparison({ result, screen }: ComparedReport): Generator<string> {
  const paint = paintFor(screen);
  const { comparisons, notes } = result;
  const several = comparisons.length > 1;
  const blocks = [
    ...(several ? [gridLines(result, screen, paint), ...sidesTables(result, screen, paint)] : []),
    ...comparisons.flatMap((comparison) => comparisonBlocks(comparison, result, several, screen, paint)),
    notes.flatMap((note) => hanging(`${paint("yellow", "note:")} `, oneLine(note, 600), lineWidth(screen))),
    nextLines(result, screen, paint),
  ];
  yield `${blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** A matrix of states and models at a glance, where the screen is wide enough for one. */
function gridLines(result: CompareResult, screen: Screen, paint: Paint): string[] {
  const rows = gridRows(result);
  if (rows === undefined) return [];
  const lines = columns(rightAligned(rows.map((row) => [...row, ""])));
  return lines.some((line) => textWidth(line) > lineWidth(screen)) ? [] : [...lines, paint("dim", gridLegend)];
}

/** Of several comparisons each is told in short: the table above them has the numbers. */
function comparisonBlocks(comparison: SideComparison, result: CompareResult, several: boolean, screen: Screen, paint: Paint): string[][] {
  const { answers = [] } = comparison;
  if (result.asked.cases.length > 0 && !several)
    return [namedCases(comparison, result, screen, paint), ...answers.map((each) => answersText(each, screen, paint))];
  return [
    headLines(comparison, result, several, screen, paint),
    toldBefore("lost", comparison, result, screen, paint) ?? changedBlock("lost", comparison, several, screen, paint),
    toldBefore("gained", comparison, result, screen, paint) ?? changedBlock("gained", comparison, several, screen, paint),
    undecidedBlock(comparison, several, screen, paint),
    restLines(comparison, screen, paint),
    ...answers.map((each) => answersText(each, screen, paint)),
    ...(several ? [] : [measuresTable(comparison, result, screen, paint), partsTable(comparison, result.metric, screen, paint)]),
  ];
}

/** Where the very cases changed that changed in a comparison above, they are not told again. */
function toldBefore(
  kind: "lost" | "gained",
  comparison: SideComparison,
  { comparisons, sides }: CompareResult,
  screen: Screen,
  paint: Paint,
): string[] | undefined {
  const { count } = comparison[kind];
  const named = ({ [kind]: { first } }: SideComparison) => JSON.stringify(first.map(({ suite, case: name }) => `${suite}/${name}`).toSorted());
  const earlier = comparisons.slice(0, comparisons.indexOf(comparison)).find((each) => each[kind].count === count && named(each) === named(comparison));
  if (count === 0 || earlier === undefined) return undefined;
  return hanging(
    "",
    `${paint(["bold", kind === "lost" ? "red" : "green"], `${kind} (${count})`)} the same cases as ${sides[earlier.after]?.name ?? "above"}`,
    lineWidth(screen),
  );
}

/** Cases that were asked for by name are looked at: a verdict on a handful would mislead. */
function namedCases(comparison: SideComparison, result: CompareResult, screen: Screen, paint: Paint): string[] {
  const { lost, gained, unchanged, undecided } = comparison;
  const counts = [
    ...(lost.count > 0 ? [paint("red", `${lost.count} lost`)] : []),
    ...(gained.count > 0 ? [paint("green", `${gained.count} gained`)] : []),
    ...(undecided.count > 0 ? [paint("yellow", `${undecided.count} without a score`)] : []),
    `${unchanged.passed + unchanged.failed} unchanged`,
  ];
  const [, ...about] = headLines(comparison, result, false, { ...screen, endless: true }, paint);
  return [`${counts.join(", ")} of the cases named`, ...about];
}

function headLines(comparison: SideComparison, { sides }: CompareResult, several: boolean, screen: Screen, paint: Paint): string[] {
  const { verdict, sentence } = comparison;
  const [before, after] = [sides[comparison.before], sides[comparison.after]];
  const verdictPart = paint(["bold", verdictWords[verdict].style], verdictWords[verdict].word);
  const headline = hanging("", `${verdictPart}: ${several ? `${after?.name}, ` : ""}${sentence}`, lineWidth(screen));
  if (several) return headline;
  const models = [...new Set([before?.model, after?.model].filter((model) => model !== undefined))].join(" → ");
  return [
    ...headline,
    ...hanging("", `${before?.name} → ${after?.name}`, lineWidth(screen)).map((line) => paint("dim", line)),
    ...[models, answersFrom(before, after)]
      .filter((part) => part !== "")
      .slice(0, 2)
      .flatMap((text) => hanging("", text, lineWidth(screen)))
      .map((line) => paint("dim", line)),
  ];
}

/** Whose answers these are, where not all of them were asked for now. */
function answersFrom(before: CompareResult["sides"][number] | undefined, after: CompareResult["sides"][number] | undefined): string {
  const [first, second] = [before, after].map(askedWhen);
  if (first === "never" && second === "never") return "";
  if (first !== "now" && second !== "now") return first === second ? "Both were evaluated before; no model was asked." : "No model was asked.";
  if (first === "before") return "The first was evaluated before; only the second was evaluated now.";
  return second === "before" ? "The second was evaluated before; only the first was evaluated now." : "";
}

/** `never`: a recording, of which nobody expects to be asked. */
function askedWhen(side: CompareResult["sides"][number] | undefined): "never" | "before" | "now" {
  if (side?.kind === "evaluation" || side?.kind === "results") return "never";
  return side?.evaluation !== undefined && side.reused ? "before" : "now";
}

function restLines({ verdict, unchanged, edited, only_before: onlyBefore, only_after: onlyAfter }: SideComparison, screen: Screen, paint: Paint): string[] {
  if (verdict === "same") return [];
  return [
    `${paint("dim", "unchanged:")} ${unchanged.passed} passed, ${unchanged.failed} failed`,
    ...namesLine("edited in between, not compared:", edited, screen, paint),
    ...namesLine("only before:", onlyBefore, screen, paint),
    ...namesLine("only after:", onlyAfter, screen, paint),
  ];
}

function measuresTable(comparison: SideComparison, result: CompareResult, screen: Screen, paint: Paint): string[] {
  const legend = boundsWords(result, [comparison]);
  const rows = table(measureTitles, measureRows(comparison), screen, paint);
  return legend === undefined || rows.length === 0 ? rows : [...rows, ...hanging("", legend, lineWidth(screen)).map((line) => paint("dim", line))];
}

/** What the other columns of parts take. */
const numbersOfParts = 52;

function partsTable(comparison: SideComparison, metric: CompareResult["metric"], screen: Screen, paint: Paint): string[] {
  const { rows, leftOut } = partRows(comparison, metric, Math.max(8, Math.min(60, screen.width - numbersOfParts)));
  return [...table(partTitles, rows, screen, paint), ...(leftOut > 0 ? [paint("dim", `… and ${leftOut} more: \`--json\` has them.`)] : [])];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[], screen: Screen, paint: Paint): string[] {
  if (rows.length === 0) return [];
  return columns(rightAligned([titles.map((title) => paint("dim", title)), ...rows]), lineWidth(screen));
}

function nextLines(result: CompareResult, screen: Screen, paint: Paint): string[] {
  const next = nextStep(result);
  return next === undefined ? [] : hangingSentence(`${paint("cyan", "next:")} `, next, lineWidth(screen));
}
