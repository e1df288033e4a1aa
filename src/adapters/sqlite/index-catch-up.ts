import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { deliveryRow, type IntentRow } from "../../core/ledger/delivery-row.ts";
import { indexEntry, type IndexEntry } from "../../core/ledger/index-entry.ts";
import { isRecord, recordFolders } from "../../core/ledger/record-names.ts";
import type { Receipt } from "../../core/ledger/receipt.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { clearIndex } from "./index-file.ts";

/** So many records are asked of git at once: enough to keep it busy, few enough to hold in memory. */
const chunk = 500;

interface Changes {
  /** Thrown away before: all of it. */
  readonly anew: boolean;
  readonly written: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Makes the index that of `tip`, in one transaction. @param tip Undefined where there is no ledger. @param at Milliseconds since the epoch.
 */
export async function catchUp(database: DatabaseSync, git: GitRepo, tip: string | undefined, at: number): Promise<void> {
  const { tip: before } = database.prepare("SELECT tip FROM upto").get() ?? {};
  if (before === tip) return;
  const { anew, written, removed } = tip === undefined ? { anew: true, written: [], removed: [] } : await changesTo(git, before, tip);
  database.exec("BEGIN IMMEDIATE");
  try {
    if (anew) clearIndex(database);
    const touched = new Set<string>();
    for (const path of removed) for (const intent of remove(database, path)) touched.add(intent);
    const put = putter(database);
    const source = git.at(tip ?? "");
    if (tip !== undefined && written.length > 1) await git.bringHere(tip, recordFolders);
    for (let from = 0; from < written.length; from += chunk) {
      const paths = written.slice(from, from + chunk);
      const texts = await Promise.all(paths.map(async (path) => Buffer.from((await source.read(path)) ?? []).toString("utf8")));
      for (const [nth, path] of paths.entries()) {
        const entry = indexEntry(path, texts[nth] ?? "");
        put(entry);
        if (entry.intent !== undefined) touched.add(entry.intent);
      }
    }
    await settle(database, touched);
    database.prepare("DELETE FROM upto").run();
    database.prepare("INSERT INTO upto (tip, at) VALUES (?, ?)").run(tip ?? null, at);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** The commit it was made from may be gone by now: a rotated ledger leaves nothing of its past. */
async function changesTo(git: GitRepo, before: unknown, tip: string): Promise<Changes> {
  if (typeof before === "string") {
    try {
      const { added, changed, removed } = await git.changedFiles(before, tip);
      return { anew: false, written: [...added, ...changed].filter(isRecord), removed: removed.filter(isRecord) };
    } catch (error) {
      if (!(error instanceof PromptopsError) || error.code !== "git-failed") throw error;
    }
  }
  const source = git.at(tip);
  const paths = await Promise.all(recordFolders.map((folder) => source.list(folder)));
  return { anew: true, written: paths.flat(), removed: [] };
}

function remove(database: DatabaseSync, path: string): string[] {
  const { intent } = database.prepare("SELECT intent FROM records WHERE path = ?").get(path) ?? {};
  database.prepare("DELETE FROM records WHERE path = ?").run(path);
  return typeof intent === "string" ? [intent] : [];
}

function putter(database: DatabaseSync): (entry: IndexEntry) => void {
  const put = database.prepare(
    'INSERT OR REPLACE INTO records (path, folder, bytes, damaged, at, run, job, intent, topic, state, preview, "row") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  return ({ path, folder, bytes, damaged, at, run, job, intent, topic, state, preview, row }) => {
    const columns: (SQLInputValue | boolean | undefined)[] = [path, folder, bytes, damaged, at, run, job, intent, topic, state, preview];
    put.run(...columns.map((value) => (typeof value === "boolean" ? Number(value) : (value ?? null))), row === undefined ? null : JSON.stringify(row));
  };
}

/** What is to be known of deliveries whose intent or receipts changed. */
async function settle(database: DatabaseSync, intents: ReadonlySet<string>): Promise<void> {
  const read = database.prepare('SELECT path, "row" FROM records WHERE folder = ? AND intent = ? AND "row" IS NOT NULL');
  const note = database.prepare("UPDATE records SET state = ? WHERE path = ?");
  for (const intent of intents) {
    const receipts = read.all("receipts", intent).map(({ row }) => JSON.parse(String(row)) as Receipt);
    for (const { path, row } of read.all("intents", intent)) {
      const { status } = await deliveryRow(JSON.parse(String(row)) as IntentRow, receipts);
      note.run(status, String(path));
    }
  }
}
