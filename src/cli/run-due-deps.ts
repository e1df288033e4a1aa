import type { JobsDeps } from "../services/jobs/jobs-deps.ts";
import type { RunDueDeps } from "../services/run-due/run-due-deps.ts";
import type { ListRunsDeps } from "../services/runs/list-runs.ts";
import type { Context } from "./context.ts";

/** What commands need that run jobs. */
export async function runDueDeps(context: Context): Promise<RunDueDeps> {
  return {
    git: await context.git(),
    lock: await context.lock(),
    clock: await context.clock(),
    random: await context.random(),
    environment: await context.environment(),
    journal: await context.journal(),
    ...ledgers(context),
    openProviders: (source) => context.openProvider(source),
    openDestinations: (source) => context.openDestination(source),
    inputs: await context.inputReader(),
    heartbeat: await context.heartbeat(),
    cache: await context.tickCache(),
    toolVersion: context.version,
    host: () => context.runnerHost(),
    redact: (text) => context.redact(text),
    signal: context.interrupted,
  };
}

/** What commands need that look at jobs and runs. */
export async function jobsDeps(context: Context): Promise<JobsDeps> {
  return { git: await context.git(), clock: await context.clock(), ...ledgers(context) };
}

export async function runListDeps(context: Context): Promise<ListRunsDeps> {
  const memory = { cache: await context.tickCache(), toolVersion: context.version };
  return { git: await context.git(), workTree: await context.workTree(), ...ledgers(context), memory };
}

function ledgers(context: Context): Pick<RunDueDeps, "openLedger" | "openIndex"> {
  return { openLedger: (remote) => context.ledger(remote), openIndex: () => context.index() };
}
