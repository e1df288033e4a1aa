import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import type { Matrix } from "./matrix.ts";
import { meanScoreOf, scoreText } from "./score-text.ts";
import { statuses } from "./statuses.ts";

/** Head and rows: a column per model; passed cases and score per suite, then what the models cost and how long they took. */
export function matrixTable({ columns, rows }: Matrix): string[][] {
  const fact = (name: string, of: (totals: EvidenceTotals) => string) => [name, ...columns.map(({ totals }) => of(totals))];
  return [
    ["suite", ...columns.map(({ model }) => model)],
    ...rows.map(({ name, cells }) => [name, ...cells.map((totals) => (totals === undefined ? "–" : passedText(totals)))]),
    ...(["error", "pending"] as const).flatMap((status) => {
      const { column, count } = statuses[status];
      return columns.some(({ totals }) => count(totals) > 0) ? [fact(column, (totals) => String(count(totals)))] : [];
    }),
    fact("cost", ({ cost_nano_usd }) => moneyText(cost_nano_usd)),
    fact("latency", ({ mean_latency_ms }) => (mean_latency_ms === undefined ? "–" : durationText(mean_latency_ms))),
    ...metricNames(columns).map((name) => fact(oneLine(name, 60), ({ metrics }) => scoreText(metrics[name]))),
  ];
}

function passedText(totals: EvidenceTotals): string {
  return `${totals.passed}/${totals.cases} · ${scoreText(meanScoreOf(totals))}`;
}

function metricNames(columns: Matrix["columns"]): string[] {
  return [...new Set(columns.flatMap(({ totals }) => Object.keys(totals.metrics)))];
}
