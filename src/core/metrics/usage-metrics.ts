import type { RunRow } from "../ledger/run-row.ts";
import type { UsageMetrics } from "../results/metrics.ts";

/** What runs cost, previews and late ones included: whoever pays them does not ask what they were for. */
export function usageMetrics(name: string, runs: readonly RunRow[]): UsageMetrics {
  const costs = runs.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  const cost = costs.reduce((sum, each) => sum + each, 0);
  return {
    name,
    runs: runs.length,
    tokens: runs.reduce((sum, { tokens }) => sum + tokens, 0),
    cost_nano_usd: cost,
    unpriced: runs.filter(({ cost_nano_usd, status }) => cost_nano_usd === undefined && status !== "blocked").length,
    ...(costs.length > 0 && { cost_per_run_nano_usd: cost / costs.length }),
  };
}
