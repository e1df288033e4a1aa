import { expect, test } from "vitest";
import type { AuditLogResult } from "../../src/core/results/audit-log.ts";
import type { LedgerStatusResult } from "../../src/core/results/ledger-status.ts";
import type { LedgerPruneResult } from "../../src/core/results/ledger-upkeep.ts";
import type { LedgerVerifyResult } from "../../src/core/results/ledger-verify.ts";
import { life } from "../contract/ledger-index.ts";
import { aClaim, aRun, runId } from "../helpers/ledger-records.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const config = "schema_version: 1\nproviders: {}\nledger:\n  retention:\n    runs: { days: 2000 }\n";

test("every command about the ledger says what its schema promises, and a prune keeps it sound", { timeout: 120_000 }, async () => {
  const repo = await tempRepo();
  await repo.commit({ ".promptops.yml": config });
  await repo.addRemote();
  await repo.git("push", "--quiet", "origin", "main");
  const cwd = repo.root;
  const place = await ledgerPlace(cwd, "origin");
  await place.write(...life, aClaim(runId("old", "2020-01-01T00:00:00Z")), aRun(runId("old", "2020-01-01T00:00:00Z")));

  const status = (await runJson(["ledger", "status", "--fetch"], { cwd })).json.data as LedgerStatusResult;
  expect(status).toMatchObject({ relation: "same", remote: "origin", deliveries: { pending: 1, held: 1 }, jobs: { known: 1 }, index: { current: false } });
  expect(status.totals.kinds.runs.records).toBe(6);
  expect((await runJson(["ledger", "rebuild-index"], { cwd })).json.data).toMatchObject({ totals: status.totals });
  expect((await runJson(["ledger", "compact"], { cwd })).json.data).toMatchObject({ after: { loose: 0 }, released: 0 });
  expect((await runJson(["audit", "log", "--act", "job-added"], { cwd })).json.data as AuditLogResult).toMatchObject({
    entries: [{ subject: "daily" }],
    more: false,
  });
  expect((await runCli(["audit", "log", "--limit", "1"], { cwd })).stdout).toContain("There are older ones");
  expect((await runJson(["metrics"], { cwd })).json.data).toMatchObject({ total: { started: 4, succeeded: 3 } });

  const dry = (await runJson(["ledger", "prune", "--dry-run"], { cwd })).json.data as LedgerPruneResult;
  expect(dry).toMatchObject({ dry_run: true, kinds: [{ kind: "runs", deleted: 0 }] });
  const pruned = (await runJson(["ledger", "prune"], { cwd })).json.data as LedgerPruneResult;
  expect(pruned).toMatchObject({ dry_run: false, kinds: [{ kind: "runs", redacted: 1 }], from: status.tip });
  expect((await runJson(["ledger", "verify", "--fetch"], { cwd })).json.data as LedgerVerifyResult).toMatchObject({
    sound: true,
    from: "a rotation",
    tip: pruned.tip,
  });
});

test("a ledger that is not as it was written is exit 1, with what and where; a wrong time and no policy are exit 2", { timeout: 120_000 }, async () => {
  const repo = await tempRepo();
  await repo.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\n" });
  const cwd = repo.root;
  const place = await ledgerPlace(cwd);
  await place.write(...life);
  const run = aRun(runId("daily", "2026-11-20T10:00:00Z"));
  await place.tamper({ [run.path]: run.text });
  const { exitCode, stdout } = await runCli(["ledger", "verify"], { cwd });
  expect({ exitCode, stdout }).toEqual({
    exitCode: 1,
    stdout: expect.stringMatching(new RegExp(`^history ${run.path}: Commit [0-9a-f]{7} changed it after it was written\\.`)),
  });
  expect(await runCli(["metrics", "--since", "yesterday"], { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--since 2h") });
  expect(await runCli(["ledger", "prune"], { cwd })).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("ledger.retention") });
  expect(await runCli(["ledger", "status"], { cwd: tempFolder() })).toMatchObject({ exitCode: 3 });
});

test("who looks at a ledger that has come apart from the remote's, as last seen, is told once, beside the data", async () => {
  const repo = await tempRepo();
  await repo.commit({ ".promptops.yml": "schema_version: 1\nproviders: {}\n" });
  const cwd = repo.root;
  await repo.addRemote();
  const place = await ledgerPlace(cwd, "origin");
  await place.write(...life);
  const shared = await repo.git("rev-parse", "promptops/ledger");
  await place.tamper({});
  const notes = async (...words: string[]) => (await runCli([...words, "--json"], { cwd })).stderr.split("\n").filter((line) => line.startsWith("note: "));
  expect(await notes("evidence", "list")).toEqual([]);
  await repo.git("update-ref", "refs/remotes/origin/promptops/ledger", await repo.git("commit-tree", "-m", "theirs", "-p", shared, `${shared}^{tree}`));
  for (const words of [
    ["evidence", "list"],
    ["runs", "list"],
  ])
    expect(await notes(...words)).toEqual([expect.stringMatching(/^note: This is the ledger as it was recorded here; the one on origin, as last seen, /)]);
});
