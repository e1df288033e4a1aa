import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import type { RunDueDeps } from "../../src/services/run-due/run-due-deps.ts";

/** What a process throws that is dead: nobody catches it, and from then on it does nothing more. */
export class Death extends Error {}

/** When a process dies: around a step of the journal, or around the commit whose first record lies in a folder. */
export interface Moment {
  readonly port: "journal" | "ledger";
  readonly step: string;
  readonly when: "before" | "after";
  /** The first time when absent. */
  readonly nth?: number;
}

/** The ports of a process that dies at a moment. After it no port does anything any more. */
export function dyingDeps(deps: RunDueDeps, moment: Moment): RunDueDeps {
  let dead = false;
  let times = 0;
  const around = async <T>(port: Moment["port"], step: string, work: () => Promise<T>): Promise<T> => {
    const isIt = moment.port === port && moment.step === step && (times += 1) === (moment.nth ?? 1);
    if (isIt && moment.when === "before") dead = true;
    if (dead) throw new Death(`died ${moment.when} ${port} ${step}`);
    const done = await work();
    if (isIt) dead = true;
    if (dead) throw new Death(`died ${moment.when} ${port} ${step}`);
    return done;
  };
  const { journal } = deps;
  return {
    ...deps,
    journal: {
      ...journal,
      append: (step, subject, data) => around("journal", step, () => journal.append(step, subject, data)),
      forget: (name) => around("journal", "forget", () => journal.forget(name)),
      close: () => around("journal", "close", () => journal.close()),
    },
    openLedger: async (remote) => dyingLedger(await deps.openLedger(remote), around),
  };
}

function dyingLedger(ledger: LedgerStore, around: <T>(port: "ledger", step: string, work: () => Promise<T>) => Promise<T>): LedgerStore {
  return {
    ...ledger,
    commit: (group, sharing) => around("ledger", group.records[0]?.path.split("/")[0] ?? "nothing", () => ledger.commit(group, sharing)),
  };
}
