import { join } from "node:path";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { AuditRow } from "../../core/ledger/audit-row.ts";
import type { ClaimRow } from "../../core/ledger/claim-row.ts";
import type { IntentRow } from "../../core/ledger/delivery-row.ts";
import type { LedgerTotals } from "../../core/ledger/ledger-totals.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { RunRow } from "../../core/ledger/run-row.ts";
import type { SpendingRow } from "../../core/ledger/spending-row.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { IndexState, LedgerIndex } from "../../ports/ledger-index.ts";
import type { LedgerStore } from "../../ports/ledger-store.ts";
import type { Lock } from "../../ports/lock.ts";
import { emptyIndex, memoryIndexFile, openIndexFile, renewIndexFile } from "./index-file.ts";
import { isDamaged, isSqliteError } from "./sqlite-error.ts";

/** Milliseconds to wait for another process that catches up: making an index of 100,000 records takes seconds. */
const lockWaitMs = 300_000;

export interface LedgerIndexDeps {
  readonly git: GitRepo;
  readonly ledger: Pick<LedgerStore, "view">;
  readonly lock: Lock;
  readonly clock: Clock;
  /** Where the file is kept, below `index/`. */
  readonly folder: string;
}

export interface ClosableIndex extends LedgerIndex {
  close(): void;
}

type Conditions = Readonly<Record<string, SQLInputValue | undefined>>;
interface Span {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly limit?: number | undefined;
}

/**
 * The index in `<folder>/index/ledger.sqlite`. It is a function of the tip's tree: what differs between the tree it was made from and
 * the one that is there now is all it has to take over, whichever way the ledger came from one to the other. Where no file can be kept
 * (a read-only disk, a full one) it is made in memory, each time anew.
 */
export function sqliteLedgerIndex({ git, ledger, lock, clock, folder }: LedgerIndexDeps): ClosableIndex {
  const file = join(folder, "index", "ledger.sqlite");
  let open: DatabaseSync | undefined;
  let inMemory = false;
  let under: Promise<DatabaseSync> | undefined;

  const database = () => (open ??= inMemory ? memoryIndexFile() : openIndexFile(file));
  const current = (): Promise<DatabaseSync> => (under ??= withRefuge(upToDate).finally(() => (under = undefined)));

  async function upToDate(): Promise<DatabaseSync> {
    const view = await ledger.view();
    const { tip } = view;
    if (stateOf(database()).tip === tip) return database();
    // A tip that git does not have is told by its name.
    await view.list("");
    // What reads records is loaded when there are new ones.
    const { catchUp } = await import("./index-catch-up.ts");
    await alone(() => catchUp(database(), git, tip, clock.now()));
    return database();
  }

  function alone<T>(work: () => Promise<T>): Promise<T> {
    return inMemory ? work() : lock.holding("ledger-index", lockWaitMs, work);
  }

  /** Whatever is wrong with the file is no reason to answer nothing: a damaged one is made anew, and without one it works in memory. */
  async function withRefuge<T>(work: () => Promise<T>): Promise<T> {
    for (let renewed = false; ; renewed = true) {
      try {
        return await work();
      } catch (error) {
        if (inMemory || !isFileTrouble(error)) throw error;
        open?.close();
        open = undefined;
        if (renewed || !isDamaged(error)) inMemory = true;
        else open = renewedOrUndefined(file);
      }
    }
  }

  const ask = <T>(question: (from: DatabaseSync) => T | Promise<T>): Promise<T> => withRefuge(async () => question(await current()));

  return {
    runs: ({ run, job, prompt, status, preview, ...span }) =>
      ask((from) => rows<RunRow>(from, "runs", { run, job, topic: prompt, state: status, preview: preview === undefined ? undefined : Number(preview) }, span)),
    claims: ({ run, job, decision, ...span }) => ask((from) => rows<ClaimRow>(from, "claims", { run, job, state: decision }, span)),
    async deliveries({ intent, run, job, destination, status, ...span }) {
      const found = await ask((from) =>
        rows<IntentRow>(from, "intents", { intent, run, job, topic: destination, state: status }, span).map((row) => ({
          row,
          receipts: rows<Receipt>(from, "receipts", { intent: row.intent }, {}),
        })),
      );
      const { deliveryRow } = await import("../../core/ledger/delivery-row.ts");
      return Promise.all(found.map(({ row, receipts }) => deliveryRow(row, receipts)));
    },
    audit: ({ act, subject, ...span }) => ask((from) => rows<AuditRow>(from, "audit", { topic: subject, state: act }, span)),
    spending: ({ evaluation, step, ...span }) => ask((from) => rows<SpendingRow>(from, "spending", { topic: evaluation, state: step }, span)),
    names: (of, text) => ask((from) => names(from, of, text)),
    totals: () => ask(totals),
    state: () => withRefuge(() => Promise.resolve(stateOf(database()))),
    async rebuild() {
      await withRefuge(() => alone(() => Promise.resolve(emptyIndex(database()))));
      return ask(totals);
    },
    close() {
      open?.close();
      open = undefined;
    },
  };
}

function rows<T>(from: DatabaseSync, folder: string, conditions: Conditions, { since, until, limit }: Span): T[] {
  const given = Object.entries(conditions).filter(([, value]) => value !== undefined);
  const where = [
    "folder = ?",
    '"row" IS NOT NULL',
    ...given.map(([column]) => `${column} = ?`),
    ...(since === undefined ? [] : ["at >= ?"]),
    ...(until === undefined ? [] : ["at < ?"]),
  ];
  const values = [folder, ...given.map(([, value]) => value), since, until].filter((value) => value !== undefined);
  const sql = `SELECT "row" FROM records WHERE ${where.join(" AND ")} ORDER BY at DESC, path DESC LIMIT ?`;
  return from
    .prepare(sql)
    .all(...values, limit ?? -1)
    .map(({ row }) => JSON.parse(String(row)) as T);
}

/** Every record has the run that it is about; who is asked for by name is one of these. */
function names(from: DatabaseSync, of: "run" | "intent", text: string): string[] {
  const folders = of === "run" ? "folder IN ('runs', 'claims')" : "folder = 'intents'";
  const sql = `SELECT ${of} AS name, max(at) AS at FROM records WHERE ${folders} AND "row" IS NOT NULL AND instr(${of}, ?) > 0 GROUP BY ${of} ORDER BY 2 DESC, 1 DESC`;
  return from
    .prepare(sql)
    .all(text)
    .map(({ name }) => String(name));
}

async function totals(from: DatabaseSync): Promise<LedgerTotals> {
  const { ledgerTotals } = await import("../../core/ledger/ledger-totals.ts");
  const counts = from.prepare("SELECT folder, count(*) AS records, sum(bytes) AS bytes FROM records GROUP BY folder").all();
  const damaged = from.prepare("SELECT path FROM records WHERE damaged").all();
  return ledgerTotals(
    counts.map(({ folder, records, bytes }) => ({ folder: String(folder), records: Number(records), bytes: Number(bytes) })),
    damaged.map(({ path }) => String(path)),
  );
}

function stateOf(database: DatabaseSync): IndexState {
  const { tip, at } = database.prepare("SELECT tip, at FROM upto").get() ?? {};
  return { tip: typeof tip === "string" ? tip : undefined, at: typeof at === "number" ? at : undefined };
}

/** Of SQLite, or of the file system around its file. */
function isFileTrouble(error: unknown): boolean {
  if (isSqliteError(error) || error instanceof SyntaxError) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return ["lock-unusable", "ENOENT", "EROFS", "EACCES", "EPERM", "ENOSPC", "ENOTDIR", "EEXIST", "EISDIR"].includes(code);
}

function renewedOrUndefined(file: string): DatabaseSync | undefined {
  try {
    return renewIndexFile(file);
  } catch {
    return undefined;
  }
}
