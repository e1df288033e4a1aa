/**
 * A real tick in a process of its own, which ends itself with SIGKILL at its nth step: around every entry of the journal, every commit,
 * every call of the model and every attempt at a delivery. `node dying-tick.ts <folder> <nth> <time> <log>`; with 0 it lives, and says how many steps there were.
 */
import { appendFileSync } from "node:fs";
import { contextAt } from "./context-at.ts";
import { runDueDeps } from "../../src/cli/run-due-deps.ts";
import type { ModelRequest } from "../../src/core/model-call/request.ts";
import { runDue } from "../../src/services/run-due.ts";
import type { RunDueDeps } from "../../src/services/run-due/run-due-deps.ts";

const [folder = "", nth = "0", time = "", log = ""] = process.argv.slice(2);
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

/** What is written here is known to whoever looks at the end: by the system's own buffers it survives a SIGKILL. */
function note(line: string): void {
  appendFileSync(log, `${line}\n`);
}

function asked({ messages }: ModelRequest): string {
  return messages.flatMap(({ parts }) => parts.map((part) => (part.kind === "text" ? part.text : ""))).join(" ");
}

function dying(deps: RunDueDeps): RunDueDeps {
  const { journal } = deps;
  return {
    ...deps,
    journal: {
      ...journal,
      append: (name, subject, data) =>
        around(async () => {
          await journal.append(name, subject, data);
          if (name === "answered") note(`durable ${subject}`);
        }),
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
        const call: typeof provider.call = (request, options) => {
          note(`call ${asked(request)}`);
          return around(() => provider.call(request, options));
        };
        return { ...provider, call };
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
