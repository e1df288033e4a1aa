import { Flags } from "@oclif/core";
import { BaseCommand, type Outcome } from "../cli/base-command.ts";
import type { MetricsResult } from "../core/results/metrics.ts";
import { metricsPrometheus } from "../reporters/metrics/metrics-prometheus.ts";
import { metricsText } from "../reporters/metrics/metrics-text.ts";
import { metrics } from "../services/metrics.ts";

export default class Metrics extends BaseCommand<MetricsResult> {
  static override summary = "Show figures of what ran and was delivered.";
  static override description =
    "Due and started slots and how late they were, success and retries, tokens and money by job, prompt and namespace, every destination's success, and how much was delivered in time. From the ledger as this clone knows it; nothing leaves this machine.";
  static override examples = [
    "<%= config.bin %> <%= command.id %> --since 7d",
    "<%= config.bin %> <%= command.id %> --since 2026-11-01 --within 15 --json",
    "<%= config.bin %> <%= command.id %> --since 1d --prometheus > /var/lib/node_exporter/promptops.prom",
  ];
  static override flags = {
    since: Flags.string({ helpValue: "TIME", summary: "Only from then on: 7d, 12h (ago), 2026-11-20, 2026-11-20T09:00Z." }),
    within: Flags.integer({ min: 1, default: 10, helpValue: "MINUTES", summary: "What counts as delivered in time, from the slot's nominal time." }),
    prometheus: Flags.boolean({ summary: "Write it as Prometheus reads it.", exclusive: ["json"] }),
  };

  protected async execute(): Promise<Outcome<MetricsResult>> {
    const { flags } = await this.parse(Metrics);
    const context = this.context(flags);
    const index = await context.index();
    const result = await metrics({ index, clock: await context.clock() }, { since: flags.since, withinMinutes: flags.within });
    return { result, text: flags.prometheus ? metricsPrometheus(result) : (screen) => metricsText(result, screen) };
  }
}
