import { labelWithModel, partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { oneLine } from "../one-line.ts";
import { meanScoreOf, scoreText } from "./score-text.ts";
import { statuses } from "./statuses.ts";

export interface TotalsColumn {
  readonly head: string;
  readonly cell: (totals: EvidenceTotals) => string;
  /** Left out when it says nothing in any row. */
  readonly optional?: "zero";
}

const columns: readonly TotalsColumn[] = [
  { head: "cases", cell: ({ cases }) => String(cases) },
  ...(["pass", "fail", "error", "pending"] as const).map((status) => ({
    head: statuses[status].column,
    cell: (totals: EvidenceTotals) => String(statuses[status].count(totals)),
    ...(status === "error" || status === "pending" ? { optional: "zero" as const } : {}),
  })),
  { head: "score", cell: (totals) => scoreText(meanScoreOf(totals)) },
  { head: "cost", cell: ({ cost_nano_usd }) => moneyText(cost_nano_usd) },
  { head: "latency", cell: ({ mean_latency_ms }) => (mean_latency_ms === undefined ? "–" : durationText(mean_latency_ms)) },
  { head: "cached", cell: ({ cached }) => String(cached), optional: "zero" },
  { head: "reused", cell: ({ reused = 0 }) => String(reused), optional: "zero" },
];

export interface TotalsTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The columns that say something about at least one of these. */
export function totalsColumns(all: readonly EvidenceTotals[]): readonly TotalsColumn[] {
  return columns.filter(({ cell, optional }) => optional === undefined || all.some((totals) => cell(totals) !== "0"));
}

/**
 * A row per suite, and one per prompt below its suites when it has several; a prompt that was asked of several models has its rows below
 * one another, suite by suite.
 * @param alone There is only one prompt, which need not be named.
 */
export function totalsTable(prompts: EvaluationReport["prompts"], alone: boolean): TotalsTable {
  const groups = Map.groupBy(prompts, ({ label }) => partsOfLabel(label).name);
  const named = [...groups.values()].flatMap((group) => [
    ...[...new Set(group.flatMap(({ suites }) => suites.map(({ suite }) => suite)))].flatMap((suite) =>
      group.flatMap(({ label, suites }) =>
        suites.filter((each) => each.suite === suite).map(({ totals }) => ({ name: alone ? suite : rowName(label, suite), totals })),
      ),
    ),
    ...group.flatMap(({ label, suites, totals }) => (suites.length > 1 ? [{ name: alone ? "all" : label, totals }] : [])),
  ]);
  const told = totalsColumns(named.map(({ totals }) => totals));
  return {
    head: ["suite", ...told.map(({ head }) => head)],
    rows: named.map(({ name: first, totals }) => [first, ...told.map(({ cell }) => cell(totals))]),
  };
}

/** `billing/summarize/main (openai/gpt-5-mini)`: what was asked stands together, whoever answered. */
function rowName(label: string, suite: string): string {
  const { name, model } = partsOfLabel(label);
  return model === undefined ? `${name}/${suite}` : labelWithModel(`${name}/${suite}`, model);
}

/** `injection-suspected in 2 answers · suspicious-link in 1`; undefined when the safety check found nothing. */
export function findingsText({ findings = {} }: EvidenceTotals): string | undefined {
  const entries = Object.entries(findings);
  const unit = (count: number, at: number) => (at > 0 ? "" : count === 1 ? " answer" : " answers");
  return entries.length === 0 ? undefined : entries.map(([code, count], at) => `${oneLine(code, 60)} in ${count}${unit(count, at)}`).join(" · ");
}

/** `accuracy 0.93 · tone 0.80`; undefined when the prompt's suites name no metric. */
export function metricsText({ metrics }: EvidenceTotals): string | undefined {
  const entries = Object.entries(metrics);
  return entries.length === 0 ? undefined : entries.map(([name, value]) => `${oneLine(name, 60)} ${scoreText(value)}`).join(" · ");
}
