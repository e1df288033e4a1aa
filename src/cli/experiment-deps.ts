import type { ExperimentDeps } from "../services/experiment/experiment-deps.ts";
import type { Context } from "./context.ts";

/** What commands about experiments need. */
export async function experimentDeps(context: Context): Promise<ExperimentDeps> {
  return {
    git: await context.git(),
    workTree: await context.workTree(),
    clock: await context.clock(),
    random: await context.random(),
    openLedger: (remote) => context.ledger(remote),
  };
}
