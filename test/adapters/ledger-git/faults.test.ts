import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { systemClock } from "../../../src/adapters/clock.ts";
import { fileJournal } from "../../../src/adapters/fs/journal.ts";
import { sqliteLock } from "../../../src/adapters/sqlite/lock.ts";
import { verifyLedger } from "../../../src/services/ledger/verify-ledger.ts";
import { aClaim, aRun, runId } from "../../helpers/ledger-records.ts";
import { ledgerPlace } from "../../helpers/ledger-place.ts";
import { smallDisk } from "../../helpers/small-disk.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const branch = "refs/heads/promptops/ledger";
const nine = runId("daily", "2026-11-20T09:00:00Z");
const ten = runId("daily", "2026-11-20T10:00:00Z");
const deaf = fileURLToPath(new URL("../../helpers/deaf-receive-pack.ts", import.meta.url));

/** As if it had been written so many seconds ago. */
function aged(file: string, seconds: number, text = ""): void {
  writeFileSync(file, text);
  const then = Date.now() / 1000 - seconds;
  utimesSync(file, then, then);
}

async function shared(): Promise<{ repo: TempRepo; bare: string }> {
  const repo = await tempRepo();
  const bare = await repo.addRemote();
  await repo.commit({ "README.md": "A project.\n" });
  await repo.git("push", "--quiet", "origin", "main");
  return { repo, bare };
}

describe("what a killed git left behind", () => {
  test("locks of refs and of packed refs: old ones are removed, young ones are somebody's", async () => {
    const repo = await tempRepo();
    const place = await ledgerPlace(repo.root);
    await place.write(aClaim(nine));
    const lock = join(repo.root, ".git", `${branch}.lock`);
    const packed = join(repo.root, ".git/packed-refs.lock");
    aged(lock, 60);
    aged(packed, 600);
    await place.write(aRun(nine));
    expect([existsSync(lock), existsSync(packed)]).toEqual([false, false]);
    aged(lock, 1);
    await expect(place.write(aClaim(ten))).rejects.toMatchObject({ code: "ref-locked", exit: "environment" });
    rmSync(lock);
    await place.write(aClaim(ten));
    expect(await verifyLedger(place, false)).toMatchObject({ sound: true, records: 3 });
  });

  test("packs it kept its hand on are released by compacting, and nobody else's", async () => {
    const repo = await tempRepo();
    const place = await ledgerPlace(repo.root);
    await place.write(aClaim(nine));
    await place.git.compact();
    const packs = join(repo.root, ".git/objects/pack");
    const [pack = ""] = readdirSync(packs).filter((name) => name.endsWith(".pack"));
    const keep = join(packs, pack.replace(/\.pack$/, ".keep"));
    aged(keep, 60, "fast-import");
    expect((await place.git.compact()).released).toBe(0);
    aged(keep, 7200, "mine, do not touch");
    expect((await place.git.compact()).released).toBe(0);
    aged(keep, 7200, "fast-import");
    await place.write(aRun(nine));
    expect(await place.git.compact()).toMatchObject({ released: 1, after: { loose: 0 } });
    expect(existsSync(keep)).toBe(false);
    expect(await verifyLedger(place, false)).toMatchObject({ sound: true, records: 2 });
  });

  test("an empty object is named by where its record lies, and the rest is still read", async () => {
    const repo = await tempRepo();
    const place = await ledgerPlace(repo.root);
    await place.write(aClaim(nine), aRun(nine));
    const id = await repo.git("rev-parse", `${branch}:${aRun(nine).path}`);
    const object = join(repo.root, ".git/objects", id.slice(0, 2), id.slice(2));
    chmodSync(object, 0o644);
    truncateSync(object, 0);
    // As a new process finds it.
    const later = await ledgerPlace(repo.root);
    const result = await verifyLedger(later, false);
    expect(result.sound).toBe(false);
    expect(result.findings[0]).toMatchObject({ check: "shape", where: aRun(nine).path, message: "Git cannot read it." });
    expect(await later.index.claims({})).toMatchObject([{ run: nine }]);
    expect((await later.index.totals()).damaged).toEqual([aRun(nine).path]);
  });
});

describe("what belongs to the user", () => {
  test("stays as it is: a dirty tree, a staged file, a lock on the index, hooks, settings, what is checked out", async () => {
    const { repo } = await shared();
    await repo.write({ "README.md": "changed\n", "staged.txt": "staged\n", "untracked.txt": "x\n" });
    await repo.git("add", "staged.txt");
    const hooks = join(repo.root, ".git/hooks");
    for (const hook of ["pre-push", "pre-commit", "post-commit", "reference-transaction", "post-rewrite", "pre-auto-gc"]) {
      writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch "${repo.root}/hook-ran"\nexit 1\n`);
      chmodSync(join(hooks, hook), 0o755);
    }
    const seen = async () => ({
      status: await repo.git("status", "--porcelain"),
      head: readFileSync(join(repo.root, ".git/HEAD"), "utf8"),
      config: readFileSync(join(repo.root, ".git/config"), "utf8"),
    });
    const before = await seen();
    writeFileSync(join(repo.root, ".git/index.lock"), "");
    const index = readFileSync(join(repo.root, ".git/index"));
    const place = await ledgerPlace(repo.root, "origin");
    await place.write(aClaim(nine), aRun(nine));
    await place.ledger.sync();
    await place.git.compact();
    await place.ledger.rotate(() => Promise.resolve({ deleted: [aRun(nine).path], redacted: [], records: [] }), {
      message: "Prune",
      by: { name: "R", email: "r@example.com" },
      at: 0,
    });
    expect(readFileSync(join(repo.root, ".git/index")).equals(index)).toBe(true);
    rmSync(join(repo.root, ".git/index.lock"));
    expect(await seen()).toEqual(before);
    expect(existsSync(join(repo.root, "hook-ran"))).toBe(false);
  });

  test("worktrees write one ledger", async () => {
    const repo = await tempRepo();
    await repo.commit({ "README.md": "A project.\n" });
    const other = join(tempFolder(), "tree with spaces");
    await repo.git("worktree", "add", "--quiet", "-b", "beside", other);
    const [here, there] = [await ledgerPlace(repo.root), await ledgerPlace(other)];
    await Promise.all([here.write(aClaim(nine)), there.write(aClaim(ten))]);
    expect((await here.index.claims({})).map(({ run }) => run).sort()).toEqual([nine, ten]);
    expect(await there.index.claims({})).toEqual(await here.index.claims({}));
    expect(await verifyLedger(there, false)).toMatchObject({ sound: true });
  });
});

describe("a disk", () => {
  test("that is full: says so, writes nothing half, and goes on when there is room", async (context) => {
    const disk = smallDisk(3);
    if (disk === undefined) return context.skip("mounting a small disk is not permitted here");
    const repo = await tempRepo();
    const root = join(disk.folder, "repository");
    await repo.git("clone", "--quiet", repo.root, root);
    const place = await ledgerPlace(root);
    await place.write(aClaim(nine));
    const filler = join(disk.folder, "filler");
    try {
      writeFileSync(filler, Buffer.alloc(4_000_000));
    } catch {
      // As much as there was room for.
    }
    await expect(place.write(aRun(nine))).rejects.toMatchObject({ exit: "environment" });
    const journal = fileJournal(join(disk.folder, "journal"), {
      clock: systemClock,
      lock: sqliteLock(join(disk.folder, "journal"), systemClock),
      name: () => "1-a",
    });
    await expect(journal.append("asked", nine, { text: "x".repeat(10_000) })).rejects.toMatchObject({ exit: "environment" });
    // An index that cannot be kept is made in memory.
    const later = await ledgerPlace(root);
    expect(await later.index.claims({})).toMatchObject([{ run: nine }]);
    rmSync(filler);
    await place.write(aRun(nine));
    expect(await verifyLedger(await ledgerPlace(root), false)).toMatchObject({ sound: true, records: 2 });
  });

  test("that is read-only: what is there is read, and writing says why it cannot", async (context) => {
    const disk = smallDisk(8);
    if (disk === undefined) return context.skip("mounting a small disk is not permitted here");
    const repo = await tempRepo();
    const root = join(disk.folder, "repository");
    await repo.git("clone", "--quiet", repo.root, root);
    const writer = await ledgerPlace(root);
    await writer.write(aClaim(nine), aRun(nine));
    disk.readOnly(true);
    const place = await ledgerPlace(root);
    await expect(place.write(aClaim(ten))).rejects.toMatchObject({ exit: "environment" });
    expect(await place.index.runs({})).toMatchObject([{ run: nine }]);
    expect(await verifyLedger(place, false)).toMatchObject({ sound: true });
    disk.readOnly(false);
    await place.write(aClaim(ten));
  });
});

describe("a remote", () => {
  const refusals: Readonly<Record<string, string>> = {
    "a server hook": "No records on Fridays",
    "a protected branch": "GH006: Protected branch update failed for refs/heads/promptops/ledger",
    "a quota": "GitLab: You have exceeded the storage limit",
  };

  for (const [what, words] of Object.entries(refusals))
    test(`that refuses, by ${what}: nothing is written here either, and its words are told`, async () => {
      const { repo, bare } = await shared();
      writeFileSync(join(bare, "hooks/pre-receive"), `#!/bin/sh\necho "${words}." >&2\nexit 1\n`);
      chmodSync(join(bare, "hooks/pre-receive"), 0o755);
      const place = await ledgerPlace(repo.root, "origin");
      await expect(place.write(aClaim(nine))).rejects.toMatchObject({
        code: "remote-refused",
        exit: "environment",
        message: expect.stringContaining(words),
      });
      expect((await place.ledger.view()).tip).toBeUndefined();
      rmSync(join(bare, "hooks/pre-receive"));
      await place.write(aClaim(nine));
    });

  test("that took a push and whose answer was lost has taken it, once", async () => {
    const { repo, bare } = await shared();
    await repo.git("config", "remote.origin.receivepack", `"${process.execPath}" "${deaf}"`);
    const place = await ledgerPlace(repo.root, "origin");
    const committed = await place.ledger.commit(
      { records: [aClaim(nine)], message: "Claim", by: { name: "R", email: "r@example.com" }, at: Date.UTC(2026, 10, 20) },
      "shared",
    );
    expect(committed).toMatchObject({ written: [aClaim(nine).path], shared: true });
    expect(await repo.git("-C", bare, "rev-parse", branch)).toBe(committed.tip);
    const other = await ledgerPlace((await repo.clone()).root, "origin");
    const { taken } = await other.ledger.commit(
      { records: [aClaim(nine, { runner: { host: "host-2", nonce: "f".repeat(16) } })], message: "Claim", by: { name: "R", email: "r@example.com" }, at: 0 },
      "shared",
    );
    expect([...taken]).toEqual([[aClaim(nine).path, aClaim(nine).text]]);
  });
});
