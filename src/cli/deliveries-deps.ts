import type { DeliveriesDeps } from "../services/deliveries/deliveries-deps.ts";
import type { Context } from "./context.ts";

/** What commands about deliveries need. */
export async function deliveriesDeps(context: Context): Promise<DeliveriesDeps> {
  return {
    git: await context.git(),
    workTree: await context.workTree(),
    lock: await context.lock(),
    clock: await context.clock(),
    random: await context.random(),
    journal: await context.journal(),
    openLedger: (remote) => context.ledger(remote),
    openIndex: () => context.index(),
    openDestinations: (source) => context.openDestination(source),
    host: context.runnerHost(),
    redact: (text) => context.redact(text),
    signal: context.interrupted,
  };
}
