import { describe, expect, test } from "vitest";
import { digestBytes } from "../../../src/core/identity/digest.ts";
import { formatText, readRotation, rotationFile, rotationText } from "../../../src/core/ledger/rotation.ts";
import type { LedgerRecord, Pruning } from "../../../src/ports/ledger-store.ts";
import { aClaim, anIntent, aRun, runId } from "../../helpers/ledger-records.ts";
import { ledgerPlace, type LedgerPlace } from "../../helpers/ledger-place.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const branch = "refs/heads/promptops/ledger";
const about = { message: "Prune", by: { name: "Runner", email: "runner@example.com" }, at: Date.UTC(2026, 11, 20) };
const [nine, ten] = [runId("daily", "2026-11-20T09:00:00Z"), runId("daily", "2026-11-20T10:00:00Z")];
const secret = "the words that have to go";
const told = aRun(nine, { output: { text: secret, citations: [], tool_calls: [], finish_reason: "stop" } });
const kept = aRun(ten);
const deleting =
  (...deleted: LedgerRecord[]) =>
  (): Promise<Pruning> =>
    Promise.resolve({ deleted: deleted.map(({ path }) => path), redacted: [], records: [] });

interface Shared {
  readonly repo: TempRepo;
  readonly bare: string;
  readonly one: LedgerPlace;
  /** Another runner, as it is after the records were shared. */
  other(): Promise<LedgerPlace>;
}

async function shared(...options: string[]): Promise<Shared> {
  const repo = await tempRepo(...options);
  const bare = await repo.addRemote(...options);
  await repo.commit({ "README.md": "A project.\n" });
  await repo.git("push", "--quiet", "origin", "main");
  const one = await ledgerPlace(repo.root, "origin");
  await one.write(aClaim(nine), aClaim(ten), told, kept);
  return {
    repo,
    bare,
    one,
    async other() {
      const place = await ledgerPlace((await repo.clone()).root, "origin");
      await place.ledger.sync();
      return place;
    },
  };
}

/** Replaces the remote's ledger by a commit without a past. */
async function replaceRemote({ git }: LedgerPlace, files: Readonly<Record<string, string>>, removed: readonly string[] = []): Promise<void> {
  const tip = (await git.resolve(branch)) ?? "";
  const root = await git.writeCommit({ parent: undefined, filesOf: tip, files, removed, message: "Forced", author: about.by, at: about.at });
  expect(await git.pushAtomically("origin", [{ ref: branch, oid: root, replaces: tip }])).toBe("pushed");
}

describe("a ledger that begins anew", () => {
  for (const format of ["sha1", "sha256"])
    test(`in a ${format} repository: what went is gone from every object, its digest stays, and its place in the chain`, async () => {
      const { repo, bare, one } = await shared(`--object-format=${format}`);
      const from = await repo.git("rev-parse", branch);
      const rotated = await one.ledger.rotate(deleting(told), about);
      expect(rotated?.from).toBe(from);
      expect(await repo.git("rev-list", "--count", branch)).toBe("1");
      const lines = readRotation((await (await one.ledger.view()).read(rotationFile(from))) ?? "");
      expect(lines).toEqual([{ path: told.path, digest: digestBytes(told.text), became: "deleted" }]);
      await repo.git("gc", "--quiet", "--prune=now");
      for (const folder of [repo.root, bare]) {
        if (folder === bare) await repo.git("-C", bare, "gc", "--quiet", "--prune=now");
        const objects = await repo.git("-C", folder, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)");
        const blobs = objects.split("\n").filter((line) => line.endsWith("blob"));
        for (const line of blobs) expect(await repo.git("-C", folder, "cat-file", "blob", line.split(" ")[0] ?? "")).not.toContain(secret);
        expect(blobs.length).toBeGreaterThan(2);
      }
      expect(await repo.git("fsck", "--strict")).not.toContain("error");
      await one.write(anIntent(ten, "hook"));
      expect(await repo.git("rev-list", "--count", branch)).toBe("2");
    });

  test("twice: a runner that slept through both takes it over", async () => {
    const { one, other } = await shared();
    const sleeper = await other();
    await one.ledger.rotate(deleting(told), about);
    await one.write(anIntent(ten, "hook"));
    await one.ledger.rotate(deleting(kept), about);
    expect(await sleeper.ledger.sync()).toBeUndefined();
    const view = await sleeper.ledger.view();
    expect([await view.read(told.path), await view.read(kept.path)]).toEqual([undefined, undefined]);
    expect(await view.read(anIntent(ten, "hook").path)).toBeDefined();
    expect((await sleeper.ledger.standing()).relation).toBe("same");
  });

  test("in a shallow, blobless clone: is taken over, and can be written on", async () => {
    const { repo, bare, one } = await shared();
    await repo.git("-C", bare, "config", "uploadpack.allowFilter", "true");
    await repo.git("config", "remote.origin.url", `file://${bare}`);
    const clone = await repo.clone("--depth=1", "--filter=blob:none");
    const ci = await ledgerPlace(clone.root, "origin");
    await ci.ledger.sync();
    await one.ledger.rotate(deleting(told), about);
    await ci.write(anIntent(ten, "hook"));
    await one.ledger.sync();
    expect(await (await one.ledger.view()).read(anIntent(ten, "hook").path)).toBeDefined();
    expect(await (await one.ledger.view()).read(told.path)).toBeUndefined();
  });

  test("is decided again when somebody writes at the same moment", async () => {
    const { one, other } = await shared();
    const busy = await other();
    let planned = 0;
    await one.ledger.rotate(async () => {
      planned += 1;
      if (planned === 1) await busy.write(anIntent(ten, "hook"));
      return deleting(told)();
    }, about);
    expect(planned).toBe(2);
    expect(await (await one.ledger.view()).read(anIntent(ten, "hook").path)).toBeDefined();
    expect(await busy.ledger.sync()).toBeUndefined();
  });

  test("where the remote does not allow it: nothing has changed", async () => {
    const { repo, bare, one } = await shared();
    await repo.git("-C", bare, "config", "receive.denyNonFastForwards", "true");
    const before = await repo.git("rev-parse", branch);
    await expect(one.ledger.rotate(deleting(told), about)).rejects.toMatchObject({ code: "remote-refused" });
    expect(await repo.git("rev-parse", branch)).toBe(before);
    await one.write(anIntent(ten, "hook"));
  });
});

describe("a history that was replaced is refused", () => {
  const named = (from: string) => formatText({ ledger: 1, rotation: { from } });

  test.each<[string, (place: LedgerPlace, tip: string) => Promise<void>]>([
    ["without saying what it stands for", (place) => replaceRemote(place, {}, [told.path])],
    ["naming a tip, and not what went", (place, tip) => replaceRemote(place, { "ledger.json": named(tip) }, [told.path])],
    [
      "naming what went with another digest",
      (place, tip) =>
        replaceRemote(
          place,
          { "ledger.json": named(tip), [rotationFile(tip)]: rotationText([{ path: told.path, digest: digestBytes("else"), became: "deleted" }]) },
          [told.path],
        ),
    ],
    ["changing a record that it does not name", (place, tip) => replaceRemote(place, { "ledger.json": named(tip), [kept.path]: told.text })],
    ["changing what is carried along", (place, tip) => replaceRemote(place, { "ledger.json": named(tip), "state/budgets/all.json": "{}\n" })],
    ["with a format file that is none", (place) => replaceRemote(place, { "ledger.json": "{ torn" }, [told.path])],
  ])("%s", async (_, force) => {
    const { repo, one, other } = await shared();
    const victim = await other();
    const before = (await victim.ledger.view()).tip;
    await force(one, await repo.git("rev-parse", branch));
    await expect(victim.ledger.sync()).rejects.toMatchObject({ code: "ledger-rewritten", exit: "environment" });
    await expect(victim.write(anIntent(ten, "hook"))).rejects.toMatchObject({ code: "ledger-rewritten" });
    expect((await victim.ledger.view()).tip).toBe(before);
    expect((await victim.ledger.standing()).relation).toBe("rewritten");
  });

  test("going back behind a beginning that was taken over", async () => {
    const { repo, one, other } = await shared();
    const victim = await other();
    await one.ledger.rotate(deleting(told), about);
    const root = await repo.git("rev-parse", branch);
    await one.write(anIntent(ten, "hook"));
    await victim.ledger.sync();
    await repo.git("push", "--quiet", "--force", "origin", `${root}:${branch}`);
    await expect(victim.ledger.sync()).rejects.toMatchObject({ code: "ledger-rewritten" });
  });
});
