import type { FeedbackDeps } from "../services/feedback/feedback-deps.ts";
import type { Context } from "./context.ts";

/** What commands about feedback need. */
export async function feedbackDeps(context: Context): Promise<FeedbackDeps> {
  return {
    git: await context.git(),
    workTree: await context.workTree(),
    clock: await context.clock(),
    evaluations: await context.evaluations(),
    openLedger: (remote) => context.ledger(remote),
    openIndex: () => context.index(),
    redact: (text) => context.redact(text),
  };
}
