import type { CompareResult, ComparedSide, SideComparison } from "../../core/results/compare.ts";
import { percent, shortNumber, signed } from "../../core/gates/words.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { verdictWords } from "./verdict-words.ts";

/** Titles, and a row per side; the first cell is the side's name. */
export type SideRows = readonly (readonly string[])[];

/** What every side came to by itself, with 95 % intervals. Costs and latencies are means of an answer. What tells nothing of any side is left out. */
export function ownRows(result: CompareResult): SideRows {
  const repeats = result.sides.every(({ pass_rate: rate, mean_score: score }) => rate === score);
  const rows = result.sides.map((side) => {
    const { cases, passed, failed, errors, pass_rate: rate, mean_score: score, mean_cost_nano_usd: cost, mean_latency_ms: latency } = side;
    return {
      n: cases === 0 ? none : String(passed + failed),
      errors: errors === 0 ? none : String(errors),
      passed: rate === undefined ? none : percent(rate),
      score: score === undefined || (repeats && result.metric === "pass") ? none : shortNumber(score),
      "95 %": intervalWords(side, result.metric),
      cost: cases === 0 ? none : moneyText(cost),
      latency: latency === undefined ? none : durationText(latency),
    };
  });
  return withNames(
    result,
    result.metric === "pass" ? ["n", "errors", "passed", "95 %", "score", "cost", "latency"] : ["n", "errors", "score", "95 %", "passed", "cost", "latency"],
    rows,
  );
}

/** How every side compares with the first: p as it came out, and corrected for the number of comparisons (Holm), of the direction it went. */
export function comparedRows(result: CompareResult): SideRows {
  const rows = result.sides.map((_, at) => {
    const comparison = result.comparisons.find(({ after }) => after === at);
    const { test } = comparison ?? {};
    const [raw, corrected] = test === undefined ? [] : pValues(test);
    return {
      gained: comparison === undefined || test === undefined ? none : String(comparison.gained.count),
      lost: comparison === undefined || test === undefined ? none : String(comparison.lost.count),
      difference: test === undefined ? none : signed(test.difference),
      between: test === undefined ? none : `${signed(test.lower)} to ${signed(test.upper)}`,
      p: raw ?? none,
      "p (Holm)": corrected ?? none,
      verdict: comparison === undefined ? "baseline" : verdictWords[comparison.verdict].word,
    };
  });
  return withNames(result, ["gained", "lost", "difference", "between", "p", "p (Holm)", "verdict"], rows);
}

const none = "–";

function withNames<Title extends string>(result: CompareResult, titles: readonly Title[], rows: readonly Readonly<Record<Title, string>>[]): SideRows {
  const told = titles.filter((title) => rows.some((row) => ![none, "$0", "0 ms", "unknown"].includes(row[title])));
  const names = sideNames(result);
  return [[nameTitle(result), ...told], ...rows.map((row, at) => [names[at] ?? "", ...told.map((title) => row[title])])];
}

function intervalWords({ pass_rate_interval: rate, mean_score_interval: score }: ComparedSide, metric: CompareResult["metric"]): string {
  const interval = metric === "pass" ? rate : score;
  if (interval === undefined) return none;
  const [low, high] = interval;
  return metric === "pass" ? `${percent(low).replace(" %", "")} to ${percent(high)}` : `${shortNumber(low)} to ${shortNumber(high)}`;
}

/** One-sided, of the direction that the difference has: before and after the correction. */
function pValues({ difference, p_better, p_worse, raw_p_better, raw_p_worse }: NonNullable<SideComparison["test"]>): [string, string] {
  const words = (p: number) => (p < 0.0001 ? "<0.0001" : String(Number(p.toPrecision(2))));
  return difference < 0 ? [words(raw_p_worse), words(p_worse)] : [words(raw_p_better), words(p_better)];
}

function nameTitle(result: CompareResult): string {
  return sharedPrompt(result) ?? "compared";
}

function sharedPrompt({ sides }: CompareResult): string | undefined {
  const [first] = sides;
  return first !== undefined && sides.every(({ prompt }) => prompt === first.prompt) ? first.prompt : undefined;
}

function sideNames(result: CompareResult): string[] {
  const shared = sharedPrompt(result) !== undefined;
  return result.sides.map((side) => oneLine(shared ? withoutPrompt(side) : side.name, 300));
}

/** `1.2.0 (live in production)`, `the work tree`: what is left of a name when everybody knows the prompt. */
export function withoutPrompt({ name, prompt }: { readonly name: string; readonly prompt: string }): string {
  if (name.startsWith(`${prompt}@`)) return name.slice(prompt.length + 1);
  const [, state = name, rest = ""] = /^\S+ \((.+?)\)(.*)$/s.exec(name) ?? [];
  return state + rest;
}
