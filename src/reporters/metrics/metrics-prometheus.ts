import type { JobMetrics, MetricsResult, Spread, UsageMetrics } from "../../core/results/metrics.ts";

type Labels = Readonly<Record<string, string>>;
interface Sample {
  readonly labels: Labels;
  readonly value: number | undefined;
}

/**
 * The figures in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). All are gauges: they are of a
 * span of time that its reader chose, and go down when it moves on.
 */
export function metricsPrometheus(metrics: MetricsResult): string {
  const { jobs, usage, destinations, on_time: onTime } = metrics;
  const perJob = (value: (job: JobMetrics) => number | undefined): Sample[] => jobs.map((job) => ({ labels: { job: job.job }, value: value(job) }));
  const used = (value: (each: UsageMetrics) => number | undefined): Sample[] =>
    (["jobs", "prompts", "namespaces"] as const).flatMap((by) =>
      usage[by].map((each) => ({ labels: { by: by.slice(0, -1), name: each.name }, value: value(each) })),
    );
  const spent = (of: "calls" | "tokens" | "cost_nano_usd") => metrics.evaluations.scopes.map((each) => ({ labels: { scope: each.scope }, value: each[of] }));
  const statuses = ["delivered", "pending", "held", "dead", "resolved"] as const;
  return [
    family(
      "slots_due",
      "Slots whose time came",
      perJob(({ due }) => due),
    ),
    family(
      "slots_started",
      "Slots that were started",
      perJob(({ started }) => started),
    ),
    family(
      "slots_missed",
      "Slots that were passed over while nobody ran run-due",
      perJob(({ missed }) => missed),
    ),
    family(
      "slots_skipped",
      "Slots that were not run, by reason",
      jobs.flatMap(({ job, skipped }) => Object.entries(skipped).map(([reason, value]) => ({ labels: { job, reason }, value }))),
    ),
    family(
      "lateness_seconds",
      "From a slot's nominal time to its claim",
      quantiles(jobs, ({ lateness_ms }) => lateness_ms),
    ),
    family(
      "runs",
      "Runs by how they ended",
      jobs.flatMap((job) => (["succeeded", "failed", "blocked"] as const).map((status) => ({ labels: { job: job.job, status }, value: job[status] }))),
    ),
    family(
      "budget_blocks",
      "Runs that a budget blocked",
      perJob(({ budget_blocks }) => budget_blocks),
    ),
    family(
      "run_retries",
      "Calls of a provider beyond the first of each run",
      perJob(({ retries }) => retries),
    ),
    family(
      "run_duration_seconds",
      "Of whole runs",
      quantiles(jobs, ({ duration_ms }) => duration_ms),
    ),
    family(
      "model_latency_seconds",
      "Of the model",
      quantiles(jobs, ({ latency_ms }) => latency_ms),
    ),
    family("previews", "Previews", [{ labels: {}, value: metrics.previews }]),
    family(
      "tokens",
      "Tokens used",
      used(({ tokens }) => tokens),
    ),
    family(
      "cost_usd",
      "US dollars of runs whose price is known",
      used(({ cost_nano_usd }) => cost_nano_usd / 1e9),
    ),
    family(
      "evaluations",
      "Evaluations that count in budgets",
      (["settled", "blocked"] as const).map((status) => ({ labels: { status }, value: metrics.evaluations[status] || undefined })),
    ),
    family("evaluation_calls", "Calls of evaluations that count in budgets", spent("calls")),
    family("evaluation_tokens", "Tokens that they used", spent("tokens")),
    family(
      "evaluation_cost_usd",
      "US dollars that they cost",
      spent("cost_nano_usd").map(({ labels, value }) => ({ labels, value: value / 1e9 })),
    ),
    family(
      "deliveries",
      "Deliveries by what became of them",
      destinations.flatMap((each) => statuses.map((status) => ({ labels: { destination: each.destination, kind: each.kind, status }, value: each[status] }))),
    ),
    family(
      "delivery_attempts",
      "Attempts",
      destinations.map(({ destination, attempts }) => ({ labels: { destination }, value: attempts })),
    ),
    family(
      "delivery_rate_limited",
      "Attempts answered with 429",
      destinations.map(({ destination, rate_limited }) => ({ labels: { destination }, value: rate_limited })),
    ),
    family("deliveries_judged", "Deliveries whose minutes are over", [{ labels: { within_minutes: String(onTime.within_minutes) }, value: onTime.deliveries }]),
    family("deliveries_in_time", "Of those, what arrived in time", [{ labels: { within_minutes: String(onTime.within_minutes) }, value: onTime.in_time }]),
  ].join("");
}

function quantiles(jobs: readonly JobMetrics[], of: (job: JobMetrics) => Spread | undefined): Sample[] {
  return jobs.flatMap((job) => {
    const found = of(job);
    if (found === undefined) return [];
    return [
      { labels: { job: job.job, quantile: "0.5" }, value: found.p50 / 1_000 },
      { labels: { job: job.job, quantile: "0.95" }, value: found.p95 / 1_000 },
      { labels: { job: job.job, quantile: "1" }, value: found.max / 1_000 },
    ];
  });
}

function family(name: string, help: string, samples: readonly Sample[]): string {
  const full = `promptops_${name}`;
  const lines = samples.flatMap(({ labels, value }) => (value === undefined ? [] : [`${full}${labelText(labels)} ${value}\n`]));
  return lines.length === 0 ? "" : `# HELP ${full} ${help}.\n# TYPE ${full} gauge\n${lines.join("")}`;
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
