import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyLedger } from "../../../src/services/ledger/verify-ledger.ts";
import { aClaim, anIntent, aRun, runId } from "../../helpers/ledger-records.ts";
import { ledgerPlace } from "../../helpers/ledger-place.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";
import { unpackObjects } from "../../helpers/unpack-objects.ts";

const branch = "refs/heads/promptops/ledger";
const nine = runId("daily", "2026-11-20T09:00:00Z");
const damaged = { code: "ledger-damaged", exit: "environment", hint: expect.stringContaining("runbook") };

/** The loose file of what a name stands for. */
async function objectFile(repo: TempRepo, name: string): Promise<string> {
  const oid = await repo.git("rev-parse", name);
  const file = join(repo.root, ".git/objects", oid.slice(0, 2), oid.slice(2));
  return file;
}

describe("what the ledger has and git cannot read", () => {
  test.each<[string, (file: string) => void]>([
    ["is gone", (file) => rmSync(file)],
    ["was written over", (file) => writeFileSync(file, "no object")],
    ["was torn", (file) => writeFileSync(file, Buffer.from("789c4bcac94f5230336048", "hex"))],
  ])("a record that %s is damage, and not a run that has not ended", async (_, harm) => {
    const repo = await tempRepo();
    await (await ledgerPlace(repo.root)).write(aClaim(nine), aRun(nine));
    unpackObjects(repo.root);
    harm(await objectFile(repo, `${branch}:${aRun(nine).path}`));
    const view = await (await ledgerPlace(repo.root)).ledger.view();
    await expect(view.read(aRun(nine).path)).rejects.toMatchObject({ ...damaged, where: aRun(nine).path });
    expect(await view.read(anIntent(nine, "hook").path)).toBeUndefined();
    expect(await view.read(aClaim(nine).path)).toBe(aClaim(nine).text);
  });

  test("a folder that is gone is damage, and not an empty one", async () => {
    const repo = await tempRepo();
    await (await ledgerPlace(repo.root)).write(aClaim(nine), aRun(nine));
    unpackObjects(repo.root);
    rmSync(await objectFile(repo, `${branch}:runs`));
    const view = await (await ledgerPlace(repo.root)).ledger.view();
    await expect(view.list("runs")).rejects.toMatchObject(damaged);
    await expect(view.read(aRun(nine).path)).rejects.toMatchObject(damaged);
    expect(await view.list("feedback")).toEqual([]);
  });

  test("a branch that names a commit that is not here is told by its name, and is not a remote that is away", async () => {
    const repo = await tempRepo();
    await repo.addRemote();
    await repo.commit({ "README.md": "A project.\n" });
    const place = await ledgerPlace(repo.root, "origin");
    await place.write(aClaim(nine));
    writeFileSync(join(repo.root, ".git", branch), `${"1".repeat(40)}\n`);
    await expect(place.ledger.sync()).rejects.toMatchObject({ ...damaged, where: branch });
    await expect(place.index.totals()).rejects.toMatchObject(damaged);
    await expect((await place.ledger.view()).list("state")).rejects.toMatchObject(damaged);
    expect((await verifyLedger({ ...place, remote: undefined }, false)).findings).toEqual(
      expect.arrayContaining([expect.objectContaining({ check: "history", message: expect.stringContaining("1111111") })]),
    );
  });
});
