import { PromptopsError } from "../errors/promptops-error.ts";
import { compareNatural } from "./compare-natural.ts";
import { bookBudgets, negative } from "./fold-budgets.ts";
import { foldIntent, foldReceipt } from "./fold-deliveries.ts";
import { foldAudit, foldClaim, foldRun } from "./fold-jobs.ts";
import { folderOf, isLatePath, readRecord, type AnyRecord } from "./read-record.ts";
import { budgetPath, jobStatePath } from "./state-records.ts";
import { StateFiles } from "./state-files.ts";

interface WrittenRecord {
  readonly path: string;
  readonly text: string;
}

/**
 * What records change of the files below `state/`: path → text, undefined removes. Records of one commit count in the order of their
 * causes: what was edited, claimed, run, prepared, sent, spent.
 * @throws PromptopsError `ledger-damaged` for a record that is not what its place says.
 */
export async function foldState(
  read: (path: string) => Promise<string | undefined>,
  records: readonly WrittenRecord[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const files = new StateFiles(read);
  const order = ["audit", "claims", "runs", "intents", "receipts", "spending"];
  const sorted = records
    .map((record) => ({ ...record, rank: order.indexOf(folderOf(record.path)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || compareNatural(a.path, b.path))
    .map(({ path, text }) => ({ path, record: recordOf(path, text) }));
  files.expect(sorted.flatMap(({ record }) => changedBy(record)));
  for (const { path, record } of sorted) await foldRecord(files, path, record);
  return files.changes();
}

/** Files that the usual records change; others are read when it is their turn. */
function changedBy(record: AnyRecord): string[] {
  if (record.kind !== "claim" && record.kind !== "run") return [];
  return [...(record.scopes ?? []).map(budgetPath), ...(record.job === undefined ? [] : [jobStatePath(record.job)])];
}

async function foldRecord(files: StateFiles, path: string, record: AnyRecord): Promise<void> {
  switch (record.kind) {
    case "audit":
      return foldAudit(files, record);
    case "claim":
      if (record.reserved !== undefined) await bookBudgets(files, record.scopes ?? [], record.at, { reserved: record.reserved });
      return foldClaim(files, record);
    case "run":
      await bookBudgets(files, record.scopes, record.finished_at, { used: record.settled, reserved: negative(record.reserved) });
      // A late run was paid for and decides nothing.
      return isLatePath(path) ? undefined : foldRun(files, record, record.pause_after);
    case "spending":
      for (const { scope, amount } of record.reserved)
        await bookBudgets(files, [scope], record.at, { reserved: record.step === "settled" ? negative(amount) : amount });
      for (const { scope, amount } of record.used ?? []) await bookBudgets(files, [scope], record.at, { used: amount });
      return;
    case "intent":
      return foldIntent(files, record);
    case "receipt":
      return foldReceipt(files, record);
    case "evaluation":
    case "feedback":
    case "experiment":
    case "experiment-outcomes":
    case "experiment-stop":
    case "outcomes":
      // Neither evidence, nor a person's word, nor what came of a version changes anything that runners decide by.
      return;
  }
}

function recordOf(path: string, text: string): AnyRecord {
  const record = readRecord(path, text);
  if (record === undefined) throw new PromptopsError("ledger-damaged", `The ledger's record ${path} is not what its place says.`, { where: path });
  return record;
}
