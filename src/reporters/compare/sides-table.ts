import { signed } from "../../core/gates/words.ts";
import type { CompareResult } from "../../core/results/compare.ts";
import { durationText } from "../duration-text.ts";
import { endOf } from "../end-of.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import type { Paint } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { lineWidth, type Screen } from "../screen.ts";
import { textWidth } from "../wrap.ts";
import { rightAligned } from "./right-aligned.ts";
import { verdictWords } from "./verdict-words.ts";

/** Columns that a narrow screen does without, the first of them first. */
const dispensable = ["between", "score", "latency", "cost"];
const leastName = 20;
const gap = 2;

/** Several sides, a row each, the first being what the others are compared with. Costs and latencies are means of an answer. */
export function sidesTable(result: CompareResult, screen: Screen, paint: Paint): string[] {
  const [titles = [], ...rows] = fitting(sideRows(result), lineWidth(screen));
  const styles = ["dim", ...result.comparisons.map(({ verdict }) => verdictWords[verdict].style)] as const;
  const painted = rows.map((row, at) => [...row.slice(0, -1), paint(styles[at] ?? "dim", row.at(-1) ?? "")]);
  return columns(rightAligned([titles.map((title) => paint("dim", title)), ...painted]), lineWidth(screen));
}

/** Titles, and a row per side; columns that tell nothing of any side are left out. */
export function sideRows({ sides, comparisons }: CompareResult): string[][] {
  const [first] = sides;
  const shared = first !== undefined && sides.every(({ prompt }) => prompt === first.prompt);
  const rows = sides.map((side, at) => {
    const comparison = comparisons.find(({ after }) => after === at);
    const { passed, cases, mean_score: score, mean_cost_nano_usd: cost, mean_latency_ms: latency } = side;
    const { test, verdict } = comparison ?? {};
    return [
      oneLine(shared ? withoutPrompt(side) : side.name, 300),
      cases === 0 ? "–" : `${passed} of ${cases}`,
      test === undefined ? "–" : signed(test.difference),
      test === undefined ? "–" : `${signed(test.lower)} to ${signed(test.upper)}`,
      score === undefined ? "–" : score.toFixed(2),
      cases === 0 ? "–" : moneyText(cost),
      latency === undefined ? "–" : durationText(latency),
      verdict === undefined ? "baseline" : verdictWords[verdict].word,
    ];
  });
  const titles = [shared ? first.prompt : "compared", "passed", "difference", "between", "score", "cost", "latency", "verdict"];
  const idle = titles.map((_, at) => rows.every((row) => ["–", "$0", "0 ms", "unknown"].includes(row[at] ?? "")));
  return [titles, ...rows].map((row) => row.filter((_, at) => idle[at] !== true));
}

/** `1.2.0 (live in production)`, `the work tree`: what is left of a name when everybody knows the prompt. */
function withoutPrompt({ name, prompt }: CompareResult["sides"][number]): string {
  if (name.startsWith(`${prompt}@`)) return name.slice(prompt.length + 1);
  const [, state = name, rest = ""] = /^\S+ \((.+?)\)(.*)$/s.exec(name) ?? [];
  return state + rest;
}

/** The rows with as many columns as fit, names cut where even that is not enough. */
function fitting(rows: readonly (readonly string[])[], width: number): string[][] {
  const drop = dispensable.map((title) => rows[0]?.indexOf(title) ?? -1).filter((at) => at > 0);
  for (let dropped = 0; ; dropped += 1) {
    const left = rows.map((row) => row.filter((_, at) => !drop.slice(0, dropped).includes(at)));
    const others = (left[0] ?? []).slice(1).reduce((sum, _, at) => sum + gap + Math.max(...left.map((row) => textWidth(row[at + 1] ?? ""))), 0);
    const room = Math.max(leastName, width - others);
    const fits = left.every(([name = ""]) => textWidth(name) <= room) && room + others <= width;
    if (fits || dropped === drop.length) return left.map(([name = "", ...cells]) => [endOf(name, room), ...cells]);
  }
}
