import { deliveryRow, type IntentRow } from "../../src/core/ledger/delivery-row.ts";
import { indexEntry, type IndexEntry } from "../../src/core/ledger/index-entry.ts";
import { ledgerTotals } from "../../src/core/ledger/ledger-totals.ts";
import { recordFolders } from "../../src/core/ledger/record-names.ts";
import type { Receipt } from "../../src/core/ledger/receipt.ts";
import type { LedgerIndex } from "../../src/ports/ledger-index.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";

interface Span {
  readonly since?: number | undefined;
  readonly until?: number | undefined;
  readonly limit?: number | undefined;
}

/** Reads the whole ledger for every question: slow, and what any index must agree with. */
export function memoryIndex(ledger: Pick<LedgerStore, "view">): LedgerIndex {
  async function entries(): Promise<IndexEntry[]> {
    const view = await ledger.view();
    const all: IndexEntry[] = [];
    for (const folder of recordFolders) for await (const { path, text } of view.records(folder)) all.push(indexEntry(path, text));
    return all;
  }

  async function rows<T>(folder: string, fits: Partial<IndexEntry>, { since = 0, until = Infinity, limit }: Span): Promise<T[]> {
    const wanted = Object.entries(fits).filter(([, value]) => value !== undefined);
    return (await entries())
      .filter((entry) => entry.folder === folder && entry.row !== undefined && entry.at >= since && entry.at < until)
      .filter((entry) => wanted.every(([key, value]) => entry[key as keyof IndexEntry] === value))
      .sort((a, b) => b.at - a.at || (a.path < b.path ? 1 : -1))
      .slice(0, limit)
      .map(({ row }) => row as T);
  }

  const given = (fits: { readonly [K in keyof IndexEntry]?: IndexEntry[K] | undefined }) => fits as Partial<IndexEntry>;

  async function totals() {
    const all = await entries();
    return ledgerTotals(
      recordFolders.map((folder) => {
        const inside = all.filter((entry) => entry.folder === folder);
        return { folder, records: inside.length, bytes: inside.reduce((sum, { bytes }) => sum + bytes, 0) };
      }),
      all.filter(({ damaged }) => damaged).map(({ path }) => path),
    );
  }

  return {
    runs: ({ run, job, prompt, status, preview, ...span }) => rows("runs", given({ run, job, topic: prompt, state: status, preview }), span),
    claims: ({ run, job, decision, ...span }) => rows("claims", given({ run, job, state: decision }), span),
    async deliveries({ intent, run, job, destination, status, limit, ...span }) {
      const found = await rows<IntentRow>("intents", given({ intent, run, job, topic: destination }), span);
      const all = await Promise.all(found.map(async (row) => deliveryRow(row, await rows<Receipt>("receipts", { intent: row.intent }, {}))));
      return all.filter((row) => status === undefined || row.status === status).slice(0, limit);
    },
    async names(of, text) {
      const folders = of === "run" ? ["runs", "claims"] : ["intents"];
      const found = (await entries()).filter(({ folder, row, [of]: name }) => folders.includes(folder) && row !== undefined && name?.includes(text));
      const latest = new Map<string, number>();
      for (const { at, [of]: name = "" } of found) latest.set(name, Math.max(at, latest.get(name) ?? 0));
      return [...latest].sort(([a, then], [b, now]) => now - then || (a < b ? 1 : -1)).map(([name]) => name);
    },
    audit: ({ act, subject, ...span }) => rows("audit", given({ topic: subject, state: act }), span),
    spending: ({ evaluation, step, ...span }) => rows("spending", given({ topic: evaluation, state: step }), span),
    totals,
    state: async () => ({ tip: (await ledger.view()).tip, at: undefined }),
    rebuild: totals,
  };
}
