import type { SpendingRow } from "../ledger/spending-row.ts";
import type { EvaluationMetrics } from "../results/metrics.ts";

/** What evaluations used that count in budgets, scope by scope. */
export function evaluationMetrics(rows: readonly SpendingRow[]): EvaluationMetrics {
  const scopes = new Map<string, EvaluationMetrics["scopes"][number]>();
  for (const { used } of rows)
    for (const { scope, amount } of used) {
      const before = scopes.get(scope) ?? { scope, calls: 0, tokens: 0, cost_nano_usd: 0 };
      scopes.set(scope, {
        scope,
        calls: before.calls + amount.calls,
        tokens: before.tokens + amount.tokens,
        cost_nano_usd: before.cost_nano_usd + amount.nano_usd,
      });
    }
  const counted = (step: SpendingRow["step"]) => rows.filter((row) => row.step === step).length;
  return { settled: counted("settled"), blocked: counted("blocked"), scopes: [...scopes.values()].sort((a, b) => (a.scope < b.scope ? -1 : 1)) };
}
