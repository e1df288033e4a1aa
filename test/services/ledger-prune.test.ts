import { beforeEach, expect, test } from "vitest";
import { makeFeedback, placeOfFeedback } from "../../src/core/feedback/make-feedback.ts";
import { digestBytes } from "../../src/core/identity/digest.ts";
import type { Intent } from "../../src/core/ledger/intent.ts";
import type { RunRecord } from "../../src/core/ledger/run-record.ts";
import type { PruneDeps } from "../../src/services/ledger/prune-ledger.ts";
import { pruneLedger } from "../../src/services/ledger/prune-ledger.ts";
import { verifyLedger } from "../../src/services/ledger/verify-ledger.ts";
import { aClaim, anIntent, aReceipt, aRun, intentId, runId } from "../helpers/ledger-records.ts";
import { ledgerPlace, type LedgerPlace } from "../helpers/ledger-place.ts";
import { replayDelivery } from "../../src/services/deliveries/replay-delivery.ts";
import { retryDeliveries } from "../../src/services/deliveries/retry-deliveries.ts";
import { deliveryProject } from "../helpers/delivery-project.ts";
import { answers } from "../helpers/receiver.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";

const nine = runId("daily", "2026-11-20T09:00:00Z");
const ten = runId("daily", "2026-11-20T10:00:00Z");
const preview = "daily~20261120T091500Z~p";
const word = makeFeedback({
  at: "2026-11-20T11:00:00.000Z",
  rater: "Ada Author <ada@example.com>",
  verdict: "bad",
  score: 0,
  comment: "the wrong invoice",
  source: "command",
  run: nine,
});
const records = [
  aClaim(nine),
  aClaim(ten),
  aRun(nine, { intents: [intentId(nine, "hook")], findings: [{ code: "x", message: "the invoice" }] }),
  aRun(ten, { intents: [intentId(ten, "hook")] }),
  aRun(preview),
  anIntent(nine, "hook"),
  aReceipt(nine, "hook"),
  anIntent(ten, "hook"),
  { path: placeOfFeedback(word), text: `${JSON.stringify(word)}\n` },
];

let repo: TempRepo;
let place: LedgerPlace;
beforeEach(async () => {
  repo = await tempRepo();
  place = await ledgerPlace(repo.root);
  await place.write(...records);
});

async function pruning(retention: string, at = "2026-12-01T09:30:00Z", dryRun = false) {
  await repo.commit({ ".promptops.yml": `schema_version: 1\nproviders: {}\nledger:\n  retention:\n${retention}` });
  const deps: PruneDeps = { ...place, clock: fakeClock(Date.parse(at)) };
  return pruneLedger(deps, dryRun);
}

const read = async <T>(path = ""): Promise<T> => JSON.parse((await (await place.ledger.view()).read(path)) ?? "null") as T;

test("redacts what its days are over for, keeps what proves it, and tells of it", async () => {
  const result = await pruning("    runs: { days: 10 }\n    deliveries: { days: 10, then: redact }\n    feedback: { days: 10 }\n");
  expect(result.kinds).toEqual([
    { kind: "runs", before: "2026-11-21T09:30:00.000Z", redacted: 1, deleted: 0, kept: 1 },
    { kind: "deliveries", before: "2026-11-21T09:30:00.000Z", redacted: 1, deleted: 0, kept: 1 },
    { kind: "feedback", before: "2026-11-21T09:30:00.000Z", redacted: 1, deleted: 0, kept: 0 },
  ]);
  const run = await read<RunRecord>(aRun(nine).path);
  expect(JSON.stringify(run)).not.toContain("invoice");
  expect(run).toMatchObject({ status: "succeeded", inputs: { ticket: { value: null, redacted: true } }, messages: [], settled: { tokens: 120 } });
  expect(run.pruned).toEqual({ at: "2026-12-01T09:30:00.000Z", digest: digestBytes(records[2]?.text ?? "") });
  const intent = await read<Intent>(anIntent(nine, "hook").path);
  expect(intent.parts).toMatchObject([{ body: "", digest: digestBytes("An invoice is missing.") }]);
  // What is not delivered yet keeps its bytes.
  expect((await read<Intent>(anIntent(ten, "hook").path)).pruned).toBeUndefined();
  expect((await read<RunRecord>(aRun(preview).path)).pruned).toBeUndefined();
  const { comment: _, ...kept } = word;
  expect(await read(placeOfFeedback(word))).toMatchObject({ ...kept, rater: "somebody", pruned: { at: "2026-12-01T09:30:00.000Z" } });
  expect(await read(aReceipt(nine, "hook").path)).toMatchObject({ outcome: "delivered" });
  expect(await place.index.audit({ act: "pruned" })).toMatchObject([
    { subject: "runs", by: { name: "Ada Author" }, detail: { redacted: 1, deleted: 0, from: result.from } },
    { subject: "feedback" },
    { subject: "deliveries" },
  ]);
  expect(await verifyLedger(place, false)).toMatchObject({ sound: true, from: "a rotation", pruned: 3, findings: [] });
  // What was pruned is not pruned again.
  expect(await pruning("    runs: { days: 10 }\n")).toMatchObject({ kinds: [{ redacted: 0, kept: 1 }] });
});

test("deletes previews by their own days, and leaves what is not old enough by the hour", async () => {
  const rule = "    previews: { days: 10, then: delete }\n    runs: { days: 3000, then: delete }\n";
  expect(await pruning(rule, "2026-11-30T09:59:00Z")).toMatchObject({
    kinds: [
      { kind: "runs", deleted: 0 },
      { kind: "previews", deleted: 0 },
    ],
  });
  const dry = await pruning(rule, "2026-11-30T10:00:00Z", true);
  expect(dry).toMatchObject({ dry_run: true, kinds: [{ deleted: 0 }, { kind: "previews", deleted: 1 }] });
  expect(await read(aRun(preview).path)).not.toBeNull();
  const result = await pruning(rule, "2026-11-30T10:00:00Z");
  expect(result).toMatchObject({ kinds: [{ deleted: 0 }, { deleted: 1 }], tip: expect.any(String) });
  expect(await read(aRun(preview).path)).toBeNull();
  expect(await place.index.runs({ preview: true })).toEqual([]);
});

test("without a policy, says where one is written", async () => {
  await expect(pruning("    {}\n")).rejects.toMatchObject({ code: "no-retention", exit: "usage" });
});

test("what was pruned is neither sent nor replayed, and no receiver gets an empty message", async () => {
  const { temp, deps, prepare, ledger, peer } = await deliveryProject();
  const first = await deps();
  const [hook] = await prepare(first, [{ name: "hook" }]);
  peer.next(answers(410));
  await retryDeliveries(first, { delivery: undefined, pending: true, reason: "" });
  const sent = peer.received.length;
  const [config, day] = [await temp.git("show", "HEAD:.promptops.yml"), 86_400_000];
  await temp.commit({ ".promptops.yml": `${config}\nledger: { retention: { runs: { days: 1 }, deliveries: { days: 1 } } }\n` });
  const later = await deps(3 * day);
  const pruned = await pruneLedger({ git: later.git, ledger: await ledger(later), clock: later.clock }, false);
  expect(pruned.kinds).toMatchObject([{ redacted: 1 }, { redacted: 1 }]);
  const refused = { code: "record-pruned", exit: "no" };
  await expect(retryDeliveries(await deps(3 * day), { delivery: hook?.intent, pending: false, reason: "again" })).rejects.toMatchObject(refused);
  const replay = { target: hook?.intent ?? "", to: undefined, sameId: false, dryRun: false, reason: "again" };
  await expect(replayDelivery(await deps(3 * day), replay)).rejects.toMatchObject(refused);
  expect(peer.received).toHaveLength(sent);
});
