import { describe, expect, it } from "vitest";
import type { FoldState, LedgerGroup, LedgerRecord, LedgerStore, LedgerView, Pruning } from "../../src/ports/ledger-store.ts";

export interface LedgerPeers {
  /** A ledger of its own clone, beside the others on the same remote. */
  open(): Promise<LedgerStore>;
  /** Cuts the remote off, or lets it be reached again. */
  reachable(yes: boolean): Promise<void>;
}

/** Counts the records under each first folder: simple, and wrong as soon as one is folded twice or not at all. */
export const countingFold: FoldState = async (read, records) => {
  const counts = new Map<string, string | undefined>();
  for (const { path } of records) {
    const file = `state/counts/${path.split("/")[0]}.json`;
    const before = Number(counts.get(file) ?? (await read(file)) ?? "0");
    counts.set(file, String(before + 1));
  }
  return counts;
};

export const group = (records: readonly LedgerRecord[], at = 1_790_000_000_000): LedgerGroup => ({
  records,
  message: "Claim what is due",
  by: { name: "Runner", email: "runner@example.com" },
  at,
});

const claim = (name: string, text: string): LedgerRecord => ({ path: `claims/2026/11/20/09/${name}.json`, text: `${JSON.stringify({ text })}\n` });

/** @param deleted, redacted Names of claims. */
const prune =
  ({ deleted = [], redacted = [] }: { deleted?: readonly string[]; redacted?: readonly string[] }): ((view: LedgerView) => Promise<Pruning>) =>
  () =>
    Promise.resolve({
      deleted: deleted.map((name) => claim(name, "").path),
      redacted: redacted.map((name) => claim(name, "redacted")),
      records: [claim("pruned", "a few")],
    });

/** What everybody who keeps a ledger promises. @param alone One without a remote. @param peers Several on one remote. */
export function ledgerStoreContract(alone: () => Promise<LedgerStore>, peers: () => Promise<LedgerPeers>): void {
  describe("alone", () => {
    it("is empty before the first record, and reading it makes nothing", async () => {
      const view = await (await alone()).view();
      expect(view.tip).toBeUndefined();
      expect(await view.read("claims/x.json")).toBeUndefined();
      expect(await view.list("")).toEqual([]);
    });

    it("keeps what was committed, word for word, and what it leads to", async () => {
      const ledger = await alone();
      const records = [claim("a", "Grüße — 你好 \u0000"), claim("b", "two")];
      const { written, taken, shared, tip } = await ledger.commit(group(records), "shared");
      expect({ written, taken: [...taken], shared }).toEqual({ written: records.map(({ path }) => path), taken: [], shared: true });
      const view = await ledger.view();
      expect(view.tip).toBe(tip);
      expect(await Promise.all(records.map(({ path }) => view.read(path)))).toEqual(records.map(({ text }) => text));
      expect(await view.read("state/counts/claims.json")).toBe("2");
      expect(await view.list("claims/2026/11/20")).toEqual(["09/"]);
      expect(await view.list("claims/2026/11/20/09")).toEqual(["a.json", "b.json"]);
    });

    it("never writes a path twice: the second text is refused with the first, and the rest of its group is written", async () => {
      const ledger = await alone();
      await ledger.commit(group([claim("a", "first")]), "shared");
      const { written, taken } = await ledger.commit(group([claim("a", "second"), claim("b", "new")]), "shared");
      expect(written).toEqual([claim("b", "").path]);
      expect([...taken]).toEqual([[claim("a", "").path, claim("a", "first").text]]);
      expect(await (await ledger.view()).read("state/counts/claims.json")).toBe("2");
    });

    it("takes the same record again as written, and counts it once", async () => {
      const ledger = await alone();
      await ledger.commit(group([claim("a", "first")]), "shared");
      const { written, taken } = await ledger.commit(group([claim("a", "first")]), "shared");
      expect({ written, taken: [...taken] }).toEqual({ written: [claim("a", "").path], taken: [] });
      expect(await (await ledger.view()).read("state/counts/claims.json")).toBe("1");
    });

    it("reads records in the order of their paths", async () => {
      const ledger = await alone();
      await ledger.commit(group([claim("b", "2"), claim("a", "1"), { path: "runs/2026/11/20/09/a.json", text: "{}\n" }]), "shared");
      const found: string[] = [];
      for await (const { path } of (await ledger.view()).records("claims")) found.push(path);
      expect(found).toEqual([claim("a", "").path, claim("b", "").path]);
    });

    it("keeps a view as it was, whatever is written later", async () => {
      const ledger = await alone();
      await ledger.commit(group([claim("a", "1")]), "shared");
      const before = await ledger.view();
      await ledger.commit(group([claim("b", "2")]), "shared");
      expect(await before.read(claim("b", "").path)).toBeUndefined();
    });
  });

  describe("begun anew", () => {
    it("is rid of what was to go, and keeps the rest with its state", async () => {
      const ledger = await alone();
      await ledger.commit(group([claim("a", "1"), claim("b", "2"), claim("c", "3")]), "shared");
      const before = await ledger.view();
      const rotated = await ledger.rotate(prune({ deleted: ["a"], redacted: ["b"] }), group([]));
      expect(rotated).toEqual({ tip: (await ledger.view()).tip, from: before.tip });
      const view = await ledger.view();
      expect(await view.list("claims/2026/11/20/09")).toEqual(["b.json", "c.json", "pruned.json"]);
      expect(await view.read(claim("b", "").path)).toBe(claim("b", "redacted").text);
      expect(await view.read("state/counts/claims.json")).toBe("3");
      await ledger.commit(group([claim("d", "4")]), "shared");
      expect(await (await ledger.view()).list("claims/2026/11/20/09")).toEqual(["b.json", "c.json", "d.json", "pruned.json"]);
    });

    it("stays as it is when nothing is to go, and when there is nothing", async () => {
      const ledger = await alone();
      expect(await ledger.rotate(prune({ deleted: ["a"] }), group([]))).toBeUndefined();
      const { tip } = await ledger.commit(group([claim("a", "1")]), "shared");
      expect(await ledger.rotate(() => Promise.resolve(undefined), group([]))).toBeUndefined();
      expect((await ledger.view()).tip).toBe(tip);
    });

    it("is taken over by the others, who bring what only they have and nothing of what went", async () => {
      const { open, reachable } = await peers();
      const [one, two] = [await open(), await open()];
      await one.commit(group([claim("a", "1"), claim("b", "2")]), "shared");
      await two.sync();
      await reachable(false);
      await expect(one.rotate(prune({ deleted: ["a"] }), group([]))).rejects.toMatchObject({ code: "remote-unreachable" });
      await two.commit(group([claim("local", "two")]), "local");
      await reachable(true);
      await one.rotate(prune({ deleted: ["a"], redacted: ["b"] }), group([]));
      expect(await two.sync()).toBeUndefined();
      await two.commit(group([claim("c", "3")]), "shared");
      await one.sync();
      for (const ledger of [one, two]) {
        expect(await (await ledger.view()).list("claims/2026/11/20/09")).toEqual(["b.json", "c.json", "local.json", "pruned.json"]);
        expect(await (await ledger.view()).read(claim("b", "").path)).toBe(claim("b", "redacted").text);
      }
    });
  });

  describe("with others on one remote", () => {
    it("lets exactly one of several have a path, and tells the others whose it is", async () => {
      const { open } = await peers();
      const ledgers = [await open(), await open(), await open()];
      const results = await Promise.all(
        ledgers.map((ledger, at) => ledger.commit(group([claim("slot", `runner ${at}`), claim(`own-${at}`, "mine")]), "shared")),
      );
      const winners = results.filter(({ taken }) => taken.size === 0);
      expect(winners).toHaveLength(1);
      for (const { written } of results) expect(written.some((path) => path.includes("own-"))).toBe(true);
      const last = await open();
      await last.sync();
      const text = await (await last.view()).read(claim("slot", "").path);
      const winner = results.findIndex(({ taken }) => taken.size === 0);
      expect(text).toBe(claim("slot", `runner ${winner}`).text);
      for (const { taken } of results.filter(({ taken: others }) => others.size > 0)) expect([...taken.values()]).toEqual([text]);
      expect(await (await last.view()).read("state/counts/claims.json")).toBe("4");
    });

    it("writes nothing anywhere when it must be shared and the remote cannot be reached", async () => {
      const { open, reachable } = await peers();
      const ledger = await open();
      await ledger.commit(group([claim("a", "1")]), "shared");
      await reachable(false);
      await expect(ledger.commit(group([claim("b", "2")]), "shared")).rejects.toMatchObject({ code: "remote-unreachable" });
      expect(await (await ledger.view()).read(claim("b", "").path)).toBeUndefined();
      await reachable(true);
      const { shared } = await ledger.commit(group([claim("b", "2")]), "shared");
      expect(shared).toBe(true);
    });

    it("keeps local records while the remote is away and puts them on top of what others wrote meanwhile", async () => {
      const { open, reachable } = await peers();
      const [one, two] = [await open(), await open()];
      await one.commit(group([claim("a", "1")]), "shared");
      await two.sync();
      await reachable(false);
      expect(await two.sync()).toMatchObject({ code: "remote-unreachable" });
      expect((await two.commit(group([claim("local", "two")]), "local")).shared).toBe(false);
      await reachable(true);
      await one.commit(group([claim("b", "2")]), "shared");
      expect(await two.sync()).toBeUndefined();
      const { shared } = await two.commit(group([claim("c", "3")]), "shared");
      expect(shared).toBe(true);
      await one.sync();
      expect(await (await one.view()).list("claims/2026/11/20/09")).toEqual(["a.json", "b.json", "c.json", "local.json"]);
      expect(await (await one.view()).read("state/counts/claims.json")).toBe("4");
    });
  });
}
