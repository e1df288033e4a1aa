import { expect, test } from "vitest";
import type { ReleaseEvent } from "../../src/core/release/release-event.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import { auditLogMarkdown } from "../../src/reporters/ledger/audit-log-markdown.ts";
import { auditLogText } from "../../src/reporters/ledger/audit-log-text.ts";
import { auditLog } from "../../src/services/audit-log.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { anAudit } from "../helpers/ledger-records.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { ada, logOf } from "../helpers/release-events.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const released = logOf(["publish", "a@1.0.0"], ["promote", "a@1.0.0", "production"], ["rollback", "a@1.0.0", "production"]);

async function writeLog(git: GitRepo, events: readonly ReleaseEvent[]): Promise<void> {
  let parent: string | undefined;
  for (const event of events) {
    const files = { "event.json": JSON.stringify({ ...event, previous: parent ?? null }) };
    parent = await git.writeCommit({ parent, files, message: "x", author: ada, at: Date.parse(event.at) });
  }
  await git.updateRefs([{ ref: "refs/heads/promptops/releases", next: parent, expected: undefined }]);
}

test("what was released and what was changed about jobs is one list, newest first", async () => {
  const repo = await tempRepo();
  const place = await ledgerPlace(repo.root);
  await writeLog(
    place.git,
    released.map(({ event }) => event),
  );
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
  expect(all.more).toBe(false);
  expect(await auditLog(deps, { since: undefined, acts: [], limit: 3 })).toEqual({ entries: all.entries.slice(0, 3), more: true });
  expect(await auditLog(deps, { since: undefined, acts: [], limit: 7 })).toEqual(all);
  const two = await auditLog(deps, { since: undefined, acts: ["publish", "job-paused", "job-added"], limit: 2 });
  expect(two).toMatchObject({ entries: [{ act: "job-paused" }, { act: "job-added" }], more: true });
  expect(auditLogText(two, { width: 100, color: false })).toMatch(/uses OPENAI_API_KEY\n\nThere are older ones: `--limit` and `--since` show more\.$/);
  expect(auditLogMarkdown(two).split("\n")[1]).toBe("| :-- | :-- | :-- | :-- | :-- | :-- |");
  expect(auditLogMarkdown(two)).toMatch(/\|\n\nThere are older ones\.\n$/);
  expect(auditLogMarkdown(all).split("\n")[5]).toBe(
    "| 2026-11-20 01:30 UTC | job-paused | Pause daily until 2026-12-01T00:00:00.000Z | Ada Author | a \\| b c | audit/2026/11/20/01/20261120T013000Z-job-paused-bc6ae9d6.json |".replace(
      "bc6ae9d6",
      /job-paused-([0-9a-f]{8})/.exec(auditLogMarkdown(all))?.[1] ?? "",
    ),
  );
  expect(auditLogText(all, { width: 100, color: false })).toContain("Roll back a in production");
});

test("is read no further back than is shown, and clocks that were wrong hide nothing of a time", async () => {
  const { git, index } = await ledgerPlace((await tempRepo()).root);
  const hour = (nth: number) => new Date(Date.UTC(2026, 10, 20) + nth * 3_600_000).toISOString();
  const [published] = released.map(({ event }) => event);
  if (published === undefined) throw new Error("nothing was released");
  // The last three were written by clocks that were days behind, right, and behind again.
  const times = [...Array.from({ length: 33 }, (_, at) => hour(at)), hour(10), hour(34), hour(11)];
  await writeLog(
    git,
    times.map((at, nth) => ({ ...published, sequence: nth + 1, at })),
  );
  let read = 0;
  const counting: GitRepo = { ...git, readFromEach: (commits, path) => ((read += commits.length), git.readFromEach(commits, path)) };
  const ask = async (request: Partial<Parameters<typeof auditLog>[1]>) => {
    read = 0;
    const { entries } = await auditLog({ git: counting, index, clock: fakeClock(Date.parse(hour(99))) }, { since: undefined, acts: [], ...request });
    return { read, records: entries.map(({ record }) => Number(record.slice("entry ".length))) };
  };
  expect(await ask({ limit: 5 })).toEqual({ read: 32, records: [35, 33, 32, 36, 34] });
  expect(await ask({ limit: 5, acts: ["pruned"] })).toEqual({ read: 0, records: [] });
  expect((await ask({ limit: 34 })).records).toHaveLength(34);
  expect(await ask({ since: hour(31) })).toEqual({ read: 3, records: [35, 33, 32] });
  expect(await ask({})).toMatchObject({ read: 36, records: { length: 36 } });
  expect(await ask({ acts: ["rollback"], limit: 5 })).toEqual({ read: 36, records: [] });
});

test("of a repository without either is a sentence", async () => {
  const place = await ledgerPlace((await tempRepo()).root);
  const result = await auditLog({ ...place, clock: fakeClock() }, { since: undefined, acts: [] });
  expect(auditLogText(result, { width: 80, color: false })).toBe("Nothing was changed.");
});
