import type { EvaluateDeps } from "../services/evaluation/evaluation-input.ts";
import type { PlanInputDeps } from "../services/evaluation/plan-input.ts";
import { budgetsDeps } from "./budgets-deps.ts";
import type { Context } from "./context.ts";
import { evaluationsWithLedger } from "./evidence-deps.ts";
import { ratings } from "./ratings.ts";

/** What commands need that evaluate what is in the work tree. */
export async function evaluateDeps(context: Context): Promise<Required<Omit<EvaluateDeps, "recordings">> & PlanInputDeps> {
  return {
    git: await context.git(),
    workTree: await context.workTree(),
    evaluations: await evaluationsWithLedger(context, { mayFetch: false, mayCatchUp: true }),
    openProvider: await context.openProvider(),
    openProviders: (source) => context.openProvider(source),
    openCache: () => context.cache(),
    scorers: context.scorers(),
    commands: context.commands(),
    webhooks: context.webhooks(),
    ratings: ratings(context),
    budgets: budgetsDeps(context),
    clock: await context.clock(),
    toolVersion: context.version,
    redact: (text) => context.redact(text),
  };
}
