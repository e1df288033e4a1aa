import type { BudgetsDeps } from "../services/evaluation/reserve-budgets.ts";
import type { Context } from "./context.ts";

/** Where evaluations that count in budgets find them. */
export function budgetsDeps(context: Context): () => Promise<BudgetsDeps> {
  return async () => ({
    git: await context.git(),
    openLedger: (remote) => context.ledger(remote),
    journal: await context.journal(),
    random: await context.random(),
    host: context.runnerHost(),
  });
}
