import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/adapters/clock.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { gitLedger } from "../../src/adapters/ledger-git/git-ledger.ts";
import { systemRandom } from "../../src/adapters/random.ts";
import { sqliteLedgerIndex, type ClosableIndex } from "../../src/adapters/sqlite/ledger-index.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import type { LedgerIndex } from "../../src/ports/ledger-index.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { aReceipt, aRun, runId } from "../helpers/ledger-records.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { tempRepo, tempRepoAt } from "../helpers/temp-repo.ts";
import { ledgerIndexContract, life } from "./ledger-index.ts";
import { countingFold, group } from "./ledger-store.ts";

interface OnDisk {
  readonly root: string;
  readonly file: string;
  readonly ledger: LedgerStore;
  /** The index as a new process finds it. */
  open(): ClosableIndex;
}

async function onDisk(): Promise<OnDisk> {
  const { root } = await tempRepo();
  const git = await openGitRepo(root);
  const ports = { git, lock: sqliteLock(git.privateFolder, systemClock), clock: systemClock };
  const ledger = gitLedger({ ...ports, random: systemRandom, fold: countingFold, remote: undefined });
  const open = () => sqliteLedgerIndex({ ...ports, ledger, folder: git.privateFolder });
  return { root, file: join(git.privateFolder, "index", "ledger.sqlite"), ledger, open };
}

describe("reading everything", () => {
  ledgerIndexContract(() => {
    const ledger = memoryLedger(countingFold);
    return Promise.resolve({ ledger, index: memoryIndex(ledger) });
  });
});

describe("an index on disk", () => {
  ledgerIndexContract(async () => {
    const { ledger, open } = await onDisk();
    return { ledger, index: open() };
  });

  /** Every answer it can give. */
  const answers = async (index: LedgerIndex) => ({
    runs: await index.runs({}),
    claims: await index.claims({}),
    deliveries: await index.deliveries({}),
    held: await index.deliveries({ status: "held" }),
    audit: await index.audit({}),
    totals: await index.totals(),
  });

  const more = [aRun(runId("daily", "2026-11-23T09:00:00Z"), {}), aReceipt(runId("daily", "2026-11-20T09:00:00Z"), "chat", { attempt: 2 })];

  const harm: Readonly<Record<string, (file: string) => void>> = {
    deleted: (file) => rmSync(file),
    "overwritten with something else": (file) => writeFileSync(file, "no database at all, and long enough to be read as one".repeat(200)),
    "cut in the middle": (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2)),
    "with pages of noise": (file) => {
      const bytes = readFileSync(file);
      for (let at = 4096; at < bytes.length; at += 1) bytes[at] = at % 251;
      writeFileSync(file, bytes);
    },
    "of another layout": (file) => {
      const database = new DatabaseSync(file);
      database.exec("PRAGMA user_version = 99; DROP TABLE records");
      database.close();
    },
    "of a ledger that is no more": (file) => {
      const database = new DatabaseSync(file);
      database.exec(`UPDATE upto SET tip = '${"1".repeat(40)}'; DELETE FROM records WHERE folder = 'runs'`);
      database.close();
    },
    "with a row that is no JSON": (file) => {
      const database = new DatabaseSync(file);
      database.exec(`UPDATE records SET "row" = '{ torn' WHERE folder = 'runs'`);
      database.close();
    },
    "whose folder is a file": (file) => {
      rmSync(join(file, ".."), { recursive: true });
      writeFileSync(join(file, ".."), "in the way");
    },
  };

  describe("that was harmed", () => {
    let place: OnDisk;
    let expected: unknown;
    beforeAll(async () => {
      place = await onDisk();
      await place.ledger.commit(group(life), "local");
      expected = await answers(memoryIndex(place.ledger));
    });

    for (const [what, damage] of Object.entries(harm))
      test(`${what}: gives the same answers`, async () => {
        const whole = place.open();
        await whole.totals();
        whole.close();
        expect(existsSync(place.file)).toBe(true);
        damage(place.file);
        expect(await answers(place.open())).toEqual(expected);
      });
  });

  test("where nothing can be written answers all the same", async () => {
    const { ledger, open, file, root } = await onDisk();
    await ledger.commit(group(life), "local");
    const folder = join(root, ".git", "promptops");
    rmSync(folder, { recursive: true, force: true });
    writeFileSync(folder, "in the way");
    expect(await answers(open())).toEqual(await answers(memoryIndex(ledger)));
    expect(existsSync(file)).toBe(false);
  });

  test("takes over what others wrote, also when the ledger was made anew", async () => {
    const { ledger, open, root } = await onDisk();
    await ledger.commit(group(life), "local");
    const [one, two] = [open(), open()];
    await Promise.all([one.totals(), two.totals()]);
    await ledger.commit(group(more), "local");
    expect(await answers(one)).toEqual(await answers(two));
    expect(await answers(one)).toEqual(await answers(memoryIndex(ledger)));
    const { git } = tempRepoAt(root);
    await git("update-ref", "refs/heads/promptops/ledger", await git("rev-parse", "refs/heads/promptops/ledger~1"));
    expect(await answers(one)).toEqual(await answers(memoryIndex(ledger)));
    await git("update-ref", "-d", "refs/heads/promptops/ledger");
    expect(await one.runs({})).toEqual([]);
  });

  test("tells how far it is without catching up", async () => {
    const { ledger, open } = await onDisk();
    const { tip } = await ledger.commit(group(life), "local");
    const index = open();
    expect(await index.state()).toEqual({ tip: undefined, at: undefined });
    await index.totals();
    expect(await index.state()).toEqual({ tip, at: expect.any(Number) });
    await ledger.commit(group(more), "local");
    expect((await index.state()).tip).toBe(tip);
  });
});
