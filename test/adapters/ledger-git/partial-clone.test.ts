import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyLedger } from "../../../src/services/ledger/verify-ledger.ts";
import { ledgerPlace, type LedgerPlace } from "../../helpers/ledger-place.ts";
import { aClaim, aRun, runId } from "../../helpers/ledger-records.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo, type TempRepo } from "../../helpers/temp-repo.ts";

const runs = Array.from({ length: 12 }, (_, at) => runId(`job-${at}`, "2026-11-20T09:00:00Z"));

let repo: TempRepo;
let bare = "";

beforeAll(async () => {
  repo = await tempRepo();
  bare = await repo.addRemote();
  await repo.commit({ "README.md": "A project.\n" });
  await repo.git("push", "--quiet", "origin", "main");
  await repo.git("-C", bare, "config", "uploadpack.allowFilter", "true");
  const place = await ledgerPlace(repo.root, "origin");
  for (const group of [runs.slice(0, 6), runs.slice(6)]) await place.write(...group.map((run) => aClaim(run)), ...group.map((run) => aRun(run)));
  await repo.git("config", "remote.origin.url", `file://${bare}`);
});

/** A clone without contents, and how often its remote was asked since. */
async function partial(...options: string[]): Promise<{ place: LedgerPlace; asked: () => number; root: string }> {
  const { root, git } = await repo.clone("--filter=blob:none", ...options);
  const counter = join(tempFolder(), "upload-pack");
  writeFileSync(counter, `#!/bin/sh\necho asked >> "$0.log"\nexec git-upload-pack "$@"\n`);
  chmodSync(counter, 0o755);
  await git("config", "remote.origin.uploadpack", counter);
  const place = await ledgerPlace(root, "origin");
  await place.ledger.sync();
  const asked = () => {
    const times = existsSync(`${counter}.log`) ? readFileSync(`${counter}.log`, "utf8").split("\n").length - 1 : 0;
    rmSync(`${counter}.log`, { force: true });
    return times;
  };
  asked();
  return { place, asked, root };
}

describe.each([
  ["whole", []],
  ["shallow", ["--depth=1"]],
])("a %s clone without contents", (_name, options) => {
  test("asks for all that its index lacks at once, and for nothing twice", async () => {
    const { place, asked } = await partial(...options);
    expect((await place.index.runs({})).map(({ run }) => run).sort()).toEqual([...runs].sort());
    expect(asked()).toBe(1);
    expect((await place.index.totals()).damaged).toEqual([]);
    expect(asked()).toBe(0);
  });

  test("reads every record of a folder with one question", async () => {
    const { place, asked } = await partial(...options);
    const found: string[] = [];
    for await (const { text } of (await place.ledger.view()).records("claims")) found.push((JSON.parse(text) as { run: string }).run);
    expect(found.sort()).toEqual([...runs].sort());
    expect(asked()).toBe(1);
  });

  test("verifies what it has with a few questions", async () => {
    const { place, asked } = await partial(...options);
    expect(await verifyLedger(place, false)).toMatchObject({ sound: true, records: 24 });
    expect(asked()).toBeLessThanOrEqual(2);
  });

  test("says that its remote is gone, and takes nothing for damaged", async () => {
    const { place, root } = await partial(...options);
    writeFileSync(join(root, ".git/config"), readFileSync(join(root, ".git/config"), "utf8").replace(`file://${bare}`, `file://${bare}.gone`));
    await expect(place.index.runs({})).rejects.toMatchObject({ code: "remote-unreachable", exit: "environment" });
    writeFileSync(join(root, ".git/config"), readFileSync(join(root, ".git/config"), "utf8").replace(`file://${bare}.gone`, `file://${bare}`));
    expect(await place.index.runs({})).toHaveLength(12);
  });
});
