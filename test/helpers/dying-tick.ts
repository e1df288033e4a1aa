/**
 * A real tick in a process of its own, which ends itself with SIGKILL at its nth step: around every entry of the journal, every commit,
 * every call of the model and every attempt at a delivery. `node dying-tick.ts <folder> <nth> <time>`; with 0 it lives, and says how many steps there were.
 */
import { contextAt } from "./context-at.ts";
import { runDueDeps } from "../../src/cli/run-due-deps.ts";
import { runDue } from "../../src/services/run-due.ts";
import type { RunDueDeps } from "../../src/services/run-due/run-due-deps.ts";

const [folder = "", nth = "0", time = ""] = process.argv.slice(2);
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(nth)) process.kill(process.pid, "SIGKILL");
}

async function around<T>(work: () => Promise<T>): Promise<T> {
  step();
  const done = await work();
  step();
  return done;
}

function dying(deps: RunDueDeps): RunDueDeps {
  const { journal } = deps;
  return {
    ...deps,
    journal: {
      ...journal,
      append: (name, subject, data) => around(() => journal.append(name, subject, data)),
      forget: (name) => around(() => journal.forget(name)),
      close: () => around(() => journal.close()),
    },
    async openLedger(remote) {
      const ledger = await deps.openLedger(remote);
      return { ...ledger, commit: (group, sharing) => around(() => ledger.commit(group, sharing)) };
    },
    async openProviders(source) {
      const open = await deps.openProviders(source);
      return async (name) => {
        const provider = await open(name);
        return { ...provider, call: (request, options) => around(() => provider.call(request, options)) };
      };
    },
    async openDestinations(source) {
      const open = await deps.openDestinations(source);
      return async (name) => {
        const destination = await open(name);
        return { ...destination, send: (input, signal) => around(() => destination.send(input, signal)) };
      };
    },
  };
}

const context = contextAt(folder, Date.parse(time));
await runDue(dying(await runDueDeps(context)), { jobs: [], dryRun: false, concurrency: 2 });
await context.close();
process.stdout.write(`${steps}\n`);
