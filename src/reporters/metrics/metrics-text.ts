import type { DestinationMetrics, JobMetrics, MetricsResult, UsageMetrics } from "../../core/results/metrics.ts";
import { durationText } from "../duration-text.ts";
import { moneyText } from "../money-text.ts";
import { paintFor } from "../paint.ts";
import { columns } from "../release/columns.ts";
import { timeText } from "../release/live-text.ts";
import { lineWidth, type Screen } from "../screen.ts";

export function metricsText(metrics: MetricsResult, screen: Screen): string {
  const { since, until, total, jobs, usage, evaluations, destinations, on_time: onTime, activation } = metrics;
  const paint = paintFor(screen);
  const table = (titles: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : ["", ...columns([titles.map((title) => paint("dim", title)), ...rows], lineWidth(screen))];
  const span = `${since === undefined ? "From the first record" : `From ${timeText(since)}`} to ${timeText(until)}`;
  if (total.due === 0 && usage.total.runs === 0 && destinations.length === 0 && evaluations.settled + evaluations.blocked === 0)
    return `${span} nothing was due.`;
  return [
    paint("bold", span),
    ...table(["job", "due", "started", "late p50/p95", "ok", "failed", "blocked", "retries", "took p50/p95", "skipped"], [...jobs, total].map(jobRow)),
    ...table(
      ["used by", "runs", "tokens", "cost", "per run"],
      [...named("job", usage.jobs), ...named("prompt", usage.prompts), ...named("namespace", usage.namespaces), usageRow("all", usage.total)],
    ),
    ...table(
      [`${evaluations.settled} ${evaluations.settled === 1 ? "evaluation" : "evaluations"}, ${evaluations.blocked} blocked`, "calls", "tokens", "cost"],
      evaluationRows(evaluations).map(({ scope, calls, tokens, cost_nano_usd: cost }) => [
        scope.replace("/", " "),
        String(calls),
        String(tokens),
        moneyText(cost),
      ]),
    ),
    ...table(["destination", "sent", "delivered", "pending", "held", "dead", "attempts", "429"], destinations.map(destinationRow)),
    "",
    `Delivered within ${onTime.within_minutes} min of the slot: ${onTime.deliveries === 0 ? "nothing to judge yet" : `${onTime.in_time} of ${onTime.deliveries} (${percent(onTime.rate)})`}`,
    ...table(
      ["job added", "at", "first preview", "first delivery", "took"],
      activation
        .slice(-10)
        .map(({ job, added_at, first_preview_at: preview, first_delivery_at: delivery, to_delivery_ms: took }) => [
          job,
          timeText(added_at),
          preview === undefined ? "–" : timeText(preview),
          delivery === undefined ? "–" : timeText(delivery),
          took === undefined ? "–" : durationText(Math.max(0, took)),
        ]),
    ),
  ].join("\n");
}

/** One that was only blocked used nothing, and is told all the same. */
function evaluationRows({ scopes, blocked }: MetricsResult["evaluations"]): MetricsResult["evaluations"]["scopes"] {
  return scopes.length === 0 && blocked > 0 ? [{ scope: "all", calls: 0, tokens: 0, cost_nano_usd: 0 }] : scopes;
}

function jobRow(metrics: JobMetrics): string[] {
  const { job, due, started, started_rate: rate, lateness_ms: late, succeeded, failed, blocked, retries, duration_ms: took, missed, skipped } = metrics;
  const left = [...(missed > 0 ? [`missed ${missed}`] : []), ...Object.entries(skipped).map(([reason, count]) => `${reason} ${count}`)];
  const both = (spread: JobMetrics["lateness_ms"]) => (spread === undefined ? "–" : `${durationText(spread.p50)} / ${durationText(spread.p95)}`);
  return [
    job === "*" ? "all" : job,
    String(due),
    `${started} (${percent(rate)})`,
    both(late),
    String(succeeded),
    String(failed),
    String(blocked),
    String(retries),
    both(took),
    left.join(", ") || "–",
  ];
}

function named(what: string, rows: readonly UsageMetrics[]): string[][] {
  return rows.map((row) => usageRow(`${what} ${row.name || "(none)"}`, row));
}

function usageRow(name: string, { runs, tokens, cost_nano_usd: cost, unpriced, cost_per_run_nano_usd: perRun }: UsageMetrics): string[] {
  const known = unpriced === runs && runs > 0 ? "unknown" : `${moneyText(cost)}${unpriced === 0 ? "" : ` + ${unpriced} unknown`}`;
  return [name, String(runs), String(tokens), known, perRun === undefined ? "–" : moneyText(perRun)];
}

function destinationRow(metrics: DestinationMetrics): string[] {
  const { destination, kind, deliveries, delivered, success_rate: rate, pending, held, dead, attempts, rate_limited: limited } = metrics;
  return [
    `${destination} (${kind})`,
    String(deliveries),
    `${delivered} (${percent(rate)})`,
    String(pending),
    String(held),
    String(dead),
    String(attempts),
    String(limited),
  ];
}

function percent(rate: number | undefined): string {
  return rate === undefined ? "–" : `${(rate * 100).toFixed(rate === 1 || rate === 0 ? 0 : 1)} %`;
}
