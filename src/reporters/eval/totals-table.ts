import { labelWithModel, partsOfLabel } from "../../core/eval/prompt-label.ts";
import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import type { EvaluationReport } from "../../core/results/eval.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";

const totalsHead = ["suite", "cases", "passed", "failed", "errors", "pending", "score", "cost", "latency", "cached"] as const;

/** The table without the columns among `optional` that are zero throughout: names first, then rows. */
export function totalsTable(report: EvaluationReport, optional: readonly string[]): readonly [string[], ...string[][]] {
  const rows = totalsRows(report);
  const told = totalsHead.map((head, at) => !optional.includes(head) || rows.some((row) => row[at] !== "0"));
  const kept = (row: readonly string[]) => row.filter((_, at) => told[at]);
  return [kept(totalsHead), ...rows.map(kept)];
}

/**
 * A row per suite, and one per prompt below its suites when it has several. A prompt that is alone need not be named; one that was
 * asked of several models has its rows below one another, suite by suite.
 */
function totalsRows({ prompts }: EvaluationReport): string[][] {
  const alone = prompts.length === 1;
  const groups = Map.groupBy(prompts, ({ label }) => partsOfLabel(label).name);
  return [...groups.values()].flatMap((group) => [
    ...[...new Set(group.flatMap(({ suites }) => suites.map(({ suite }) => suite)))].flatMap((name) =>
      group.flatMap(({ label, suites }) => suites.filter(({ suite }) => suite === name).map(({ totals }) => row(alone ? name : rowName(label, name), totals))),
    ),
    ...group.flatMap(({ label, suites, totals }) => (suites.length > 1 ? [row(alone ? "all" : label, totals)] : [])),
  ]);
}

/** `billing/summarize/main (openai/gpt-5-mini)`: what was asked stands together, whoever answered. */
function rowName(label: string, suite: string): string {
  const { name, model } = partsOfLabel(label);
  return model === undefined ? `${name}/${suite}` : labelWithModel(`${name}/${suite}`, model);
}

function row(name: string, { cases, passed, failed, errors, pending = 0, mean_score, cost_nano_usd, mean_latency_ms, cached }: EvidenceTotals): string[] {
  const latency = mean_latency_ms === undefined ? "–" : durationText(mean_latency_ms);
  const counts = [cases, passed, failed, errors, pending].map(String);
  return [name, ...counts, mean_score.toFixed(2), moneyText(cost_nano_usd), latency, String(cached)];
}

/** `accuracy 0.93 · tone 0.80`; undefined when the prompt's suites name no metric. */
export function metricsText({ metrics }: EvidenceTotals): string | undefined {
  const entries = Object.entries(metrics);
  return entries.length === 0 ? undefined : entries.map(([name, value]) => `${name} ${value.toFixed(2)}`).join(" · ");
}
