import { expect, test } from "vitest";
import { verifyLedger } from "../../src/services/ledger/verify-ledger.ts";
import { life } from "../contract/ledger-index.ts";
import { aClaim, aReceipt, aRun, runId } from "../helpers/ledger-records.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const known = life.filter(({ path }) => !path.startsWith("feedback/"));
const later = aRun(runId("daily", "2026-11-23T09:00:00Z"));
const found = ({ findings }: { findings: readonly { check: string; where: string; message: string }[] }) =>
  findings.map(({ check, where }) => `${check} ${where}`);

test("a ledger as it was written is sound, empty or not", async () => {
  const place = await ledgerPlace((await tempRepo()).root);
  expect(await verifyLedger(place, false)).toMatchObject({ sound: true, commits: 0, records: 0, findings: [] });
  await place.write(...life);
  await place.write(later);
  expect(await verifyLedger(place, false)).toMatchObject({ sound: true, commits: 2, records: life.length + 1, from: "the first record", findings: [] });
});

test("names every record that was changed, removed, misplaced or is none, and a state nothing leads to", async () => {
  const place = await ledgerPlace((await tempRepo()).root);
  await place.write(...known);
  const [run, claim] = [aRun(runId("daily", "2026-11-20T10:00:00Z")), aClaim(runId("weekly", "2026-11-21T09:00:00Z"))];
  const receipt = aReceipt(runId("daily", "2026-11-20T09:00:00Z"), "hook");
  await place.tamper(
    {
      [run.path]: run.text,
      [receipt.path.replace("1.1.json", "7.1.json")]: receipt.text,
      "runs/2026/11/20/09/none~20261120T090000Z.json": '{"kind":"run"}\n',
      "evaluations/x.json": "{ torn",
      "state/jobs/daily.json": '{"job":"daily"}\n',
      "state/budgets/made-up.json": "{}\n",
    },
    [claim.path],
  );
  const result = await verifyLedger(place, false);
  expect(result.sound).toBe(false);
  expect(found(result).sort()).toEqual(
    [
      `history ${run.path}`,
      `history ${claim.path}`,
      `place ${receipt.path.replace("1.1.json", "7.1.json")}`,
      "shape runs/2026/11/20/09/none~20261120T090000Z.json",
      "shape evaluations/x.json",
      "state state/jobs/daily.json",
      "state state/budgets/made-up.json",
    ].sort(),
  );
});

test("a shallow clone checks what it has", async () => {
  const first = await tempRepo();
  const bare = await first.addRemote();
  await first.commit({ "README.md": "A project.\n" });
  await first.git("push", "--quiet", "origin", "main");
  const place = await ledgerPlace(first.root, "origin");
  await place.write(...life);
  await place.write(later);
  await first.git("config", "remote.origin.url", `file://${bare}`);
  const clone = await first.clone("--depth=1");
  const shallow = await ledgerPlace(clone.root, "origin");
  expect(await shallow.ledger.sync()).toBeUndefined();
  await shallow.write(aReceipt(runId("weekly", "2026-11-21T09:00:00Z"), "hook"));
  expect(await verifyLedger(shallow, true)).toMatchObject({ sound: true, commits: 2, from: "a shallow clone's oldest commit" });
});

test("a remote whose ledger was replaced is told, with both sides, and so is a damaged journal", async () => {
  const first = await tempRepo();
  await first.addRemote();
  const place = await ledgerPlace(first.root, "origin");
  await place.write(...known);
  await place.write(later);
  await first.git("push", "--quiet", "--force", "origin", "refs/heads/promptops/ledger~1:refs/heads/promptops/ledger");
  const journal = { ...place.journal, left: () => Promise.resolve([{ name: "1-a.ndjson", entries: [], damaged: 2 }]) };
  const result = await verifyLedger({ ...place, journal }, true);
  expect(found(result)).toEqual(["remote origin promptops/ledger", "journal 1-a.ndjson"]);
  expect((await place.ledger.standing()).relation).toBe("rewritten");
});

test("a record that lost its contents has to say by which digest they can be proved", async () => {
  const place = await ledgerPlace((await tempRepo()).root);
  await place.write(...known);
  const run = runId("daily", "2026-11-20T10:00:00Z");
  const other = aRun(run, { messages: [], pruned: { at: "2026-12-01T00:00:00.000Z", digest: "0".repeat(64) } });
  const about = { message: "Prune", by: { name: "R", email: "r@example.com" }, at: Date.UTC(2026, 11, 1) };
  await place.ledger.rotate(() => Promise.resolve({ deleted: [], redacted: [other], records: [] }), about);
  expect(await verifyLedger(place, false)).toMatchObject({ sound: false, from: "a rotation", pruned: 1, findings: [{ check: "history", where: other.path }] });
});
