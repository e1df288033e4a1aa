import { countLook } from "../services/evidence/count-look.ts";
import type { GateDeps, ReleaseDeps } from "../services/release/release-deps.ts";
import { budgetsDeps } from "./budgets-deps.ts";
import type { Context } from "./context.ts";
import { evaluationsWithLedger } from "./evidence-deps.ts";
import { feedbackOf, ratings } from "./ratings.ts";

/** What commands that write to the release log need. */
export async function releaseDeps(context: Context): Promise<ReleaseDeps> {
  return {
    git: await context.git(),
    workTree: await context.workTree(),
    lock: await context.lock(),
    clock: await context.clock(),
    random: await context.random(),
  };
}

/** What commands that ask a gate need. @param mayFetch May the remote's ledger be asked for evidence? */
export async function gateDeps(context: Context, mayFetch = true): Promise<GateDeps> {
  return {
    git: await context.git(),
    openProviders: (source) => context.openProvider(source),
    evaluations: await evaluationsWithLedger(context, { mayFetch }),
    openCache: () => context.cache(),
    scorers: context.scorers(),
    commands: context.commands(),
    webhooks: context.webhooks(),
    ratings: ratings(context),
    budgets: budgetsDeps(context),
    countLook: countLook({ git: await context.git(), clock: await context.clock(), openLedger: (remote) => context.ledger(remote) }),
    feedback: () => feedbackOf(context),
    clock: await context.clock(),
    toolVersion: context.version,
    redact: (text) => context.redact(text),
  };
}
