import { expect, test } from "vitest";
import { auditLogMarkdown } from "../../src/reporters/ledger/audit-log-markdown.ts";
import { auditLogText } from "../../src/reporters/ledger/audit-log-text.ts";
import { auditLog } from "../../src/services/audit-log.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { anAudit } from "../helpers/ledger-records.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { ada, logOf } from "../helpers/release-events.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const released = logOf(["publish", "a@1.0.0"], ["promote", "a@1.0.0", "production"], ["rollback", "a@1.0.0", "production"]);

test("what was released and what was changed about jobs is one list, newest first", async () => {
  const repo = await tempRepo();
  const place = await ledgerPlace(repo.root);
  let parent: string | undefined;
  for (const { event } of released) {
    const files = { "event.json": JSON.stringify({ ...event, previous: parent ?? null }) };
    parent = await place.git.writeCommit({ parent, files, message: "x", author: ada, at: Date.parse(event.at) });
  }
  await place.git.updateRefs([{ ref: "refs/heads/promptops/releases", next: parent, expected: undefined }]);
  await place.write(
    anAudit("job-added", "daily", "2026-11-20T00:30:00.000Z", { job: { since: "2026-11-20T00:30:00.000Z", timing: "t", credentials: ["OPENAI_API_KEY"] } }),
    anAudit("job-paused", "daily", "2026-11-20T01:30:00.000Z", { by: ada, reason: "a | b\nc", until: "2026-12-01T00:00:00.000Z" }),
    anAudit("delivery-replayed", "20261120T02-aa", "2026-11-20T01:45:00.000Z", { by: ada, reason: "It was lost.", detail: { run: "r", destination: "hook" } }),
    anAudit("pruned", "runs", "2026-11-20T03:00:00.000Z", { by: ada, detail: { before: "2026-10-01", redacted: 2, deleted: 0 } }),
  );
  const deps = { ...place, clock: fakeClock(Date.parse("2026-11-20T04:00:00Z")) };
  const all = await auditLog(deps, { since: undefined, acts: [] });
  expect(all.entries.map(({ act, subject, what, by, reason, record }) => [act, subject, what, by?.name, reason, record.split("/")[0]])).toEqual([
    ["pruned", "runs", "Prune runs before 2026-10-01: 2 redacted, 0 deleted", "Ada Author", undefined, "audit"],
    ["rollback", "a", expect.stringContaining("Roll back a in production"), "Ada Author", "It was wrong.", "entry 3"],
    ["delivery-replayed", "20261120T02-aa", "Deliver the answer of r to hook again, as 20261120T02-aa", "Ada Author", "It was lost.", "audit"],
    ["job-paused", "daily", "Pause daily until 2026-12-01T00:00:00.000Z", "Ada Author", "a | b\nc", "audit"],
    ["promote", "a", "Promote a@1.0.0 to production", "Ada Author", undefined, "entry 2"],
    ["job-added", "daily", "The job daily is due from 2026-11-20T00:30:00.000Z on, and uses OPENAI_API_KEY", undefined, undefined, "audit"],
    ["publish", "a@1.0.0", "Publish a@1.0.0", "Ada Author", undefined, "entry 1"],
  ]);
  const acts = async (since: string | undefined, ...wanted: string[]) => (await auditLog(deps, { since, acts: wanted })).entries.map(({ act }) => act);
  expect(await acts("2h")).toEqual(["pruned", "rollback"]);
  expect(await acts(undefined, "publish", "job-paused")).toEqual(["job-paused", "publish"]);
  expect(auditLogMarkdown(all).split("\n")[5]).toBe(
    "| 2026-11-20 01:30 UTC | job-paused | Pause daily until 2026-12-01T00:00:00.000Z | Ada Author | a \\| b c | audit/2026/11/20/01/20261120T013000Z-job-paused-bc6ae9d6.json |".replace(
      "bc6ae9d6",
      /job-paused-([0-9a-f]{8})/.exec(auditLogMarkdown(all))?.[1] ?? "",
    ),
  );
  expect(auditLogText(all, { width: 100, color: false })).toContain("Roll back a in production");
});

test("of a repository without either is a sentence", async () => {
  const place = await ledgerPlace((await tempRepo()).root);
  const result = await auditLog({ ...place, clock: fakeClock() }, { since: undefined, acts: [] });
  expect(auditLogText(result, { width: 80, color: false })).toBe("Nothing was changed.");
});
