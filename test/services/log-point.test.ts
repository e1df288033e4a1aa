import { beforeAll, describe, expect, test } from "vitest";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import { foldLog, type LogEntry } from "../../src/core/release/fold-log.ts";
import type { LogPoint } from "../../src/core/release/log-point.ts";
import type { GitRepo } from "../../src/ports/git-repo.ts";
import { entriesAbout } from "../../src/services/release/entries-about.ts";
import { entryAt } from "../../src/services/release/log-point.ts";
import { verifyLog } from "../../src/services/release/verify-log.ts";
import { readState } from "../../src/services/release/read-state.ts";
import { lastEntries, logRef } from "../../src/services/release/release-log.ts";
import { logOf, type Happened } from "../helpers/release-events.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";
import { writtenLog } from "../helpers/written-log.ts";

const happened: readonly Happened[] = [
  ["publish", "a@1.0.0"],
  ["promote", "a@1.0.0", "production"],
  ["publish", "a/b@1.0.0"],
  ["promote", "a/b@1.0.0", "production"],
  ["publish", "a@1.1.0"],
  ["promote", "a@1.1.0", "production"],
  ["promote", "a@1.1.0", "staging"],
  ["rollback", "a@1.0.0", "production"],
];
/** Seconds and milliseconds after midnight: a clock that runs ahead, one that is behind, several entries within a second, and two at once. */
const clocks = [10_000, 10_400, 10_900, 99_000, 12_000, 11_500, 12_000, 12_001];

let temp: TempRepo;
let git: GitRepo;
let log: readonly LogEntry[];
let tip = "";

beforeAll(async () => {
  temp = await tempRepo();
  git = await openGitRepo(temp.root);
  const midnight = Date.UTC(2026, 10, 20);
  const told = logOf(...happened).map((entry, at) => ({ ...entry, event: { ...entry.event, at: new Date(midnight + (clocks[at] ?? 0)).toISOString() } }));
  log = await writtenLog(git, told);
  tip = log.at(-1)?.commit ?? "";
  await git.updateRefs([{ ref: logRef, next: tip, expected: undefined }]);
});

const at = async (repo: GitRepo, point: LogPoint) => plain(await entryAt(repo, tip, point));
const plain = (entry: LogEntry | undefined) => entry && { commit: entry.commit, event: entry.event };
const about = async (repo: GitRepo, prompt: string, limit?: number) => (await entriesAbout(repo, tip, prompt, limit)).map(plain);

describe("the entry at a point of the log", () => {
  test("is the last one that is not later than a time, in the log's own order, to the millisecond", async () => {
    const times = log.flatMap(({ event }) => [-1, 0, 1, 500].map((more) => Date.parse(event.at) + more));
    for (const time of new Set([0, -5, ...times, Date.UTC(2999, 0)])) {
      const expected = log.findLast(({ event }) => Date.parse(event.at) <= time);
      expect([time, await at(git, { at: time })]).toEqual([time, expected]);
    }
  });

  test("or the one of a number; there are no others", async () => {
    for (const entry of log) expect(await at(git, { sequence: entry.event.sequence })).toEqual(entry);
    for (const sequence of [0, 9, 999_999_999]) expect(await at(git, { sequence })).toBeUndefined();
  });

  test("leads to what all entries up to it lead to", async () => {
    for (const [nth, { commit }] of log.entries()) expect(await readState(git, commit, "all")).toEqual(foldLog(log.slice(0, nth + 1)).state);
  });

  test("is not told by a shallow clone that does not go back so far", async () => {
    const shallow = await tempRepo();
    await shallow.git("fetch", "--quiet", "--depth=4", `file://${temp.root}`, `${logRef}:${logRef}`);
    const clone = await openGitRepo(shallow.root);
    for (const sequence of [5, 8]) expect(await at(clone, { sequence })).toEqual(log[sequence - 1]);
    expect(await at(clone, { at: Date.parse(log[5]?.event.at ?? "") })).toEqual(log[5]);
    const missing = { code: "history-missing", message: expect.stringContaining("from 5 on") };
    await expect(entryAt(clone, tip, { sequence: 4 })).rejects.toMatchObject(missing);
    await expect(entryAt(clone, tip, { at: Date.parse(log[0]?.event.at ?? "") })).rejects.toMatchObject(missing);
    expect((await lastEntries(clone, tip, 4)).map(plain)).toEqual(log.slice(4));
    await expect(lastEntries(clone, tip, 5)).rejects.toMatchObject(missing);
    expect(await about(clone, "a", 4)).toEqual(log.slice(4).reverse());
    await expect(entriesAbout(clone, tip, "a", 5)).rejects.toMatchObject(missing);
  });

  test("of another number than its place says is damage", async () => {
    const [first, second, third] = log as readonly [LogEntry, LogEntry, LogEntry];
    const jumped = { ...third, event: { ...third.event, sequence: 7 } };
    const forged = await writtenLog(git, [first, second, jumped]);
    await expect(entryAt(git, forged.at(-1)?.commit ?? "", { sequence: 6 })).rejects.toMatchObject({ code: "release-log-damaged" });
  });
});

describe("the entries about a prompt", () => {
  const told = (prompt: string) => log.filter(({ event }) => [event.version, ...event.changes].some((each) => each?.prompt === prompt)).toReversed();

  test("are those that name it, newest first, and none of a prompt whose id goes on", async () => {
    for (const prompt of ["a", "a/b"]) expect(await about(git, prompt)).toEqual(told(prompt));
    expect(told("a")).toHaveLength(6);
    expect(await about(git, "a", 2)).toEqual(told("a").slice(0, 2));
    expect(await about(git, "a/b", 1)).toEqual(told("a/b").slice(0, 1));
  });

  test("are none where there is no log, or nothing of it", async () => {
    expect(await entriesAbout(git, undefined, "a")).toEqual([]);
    expect(await about(git, "c")).toEqual([]);
  });
});

describe("what earlier entries led to", () => {
  const stateChecks = async (entries: readonly LogEntry[]) => (await verifyLog(git, entries.at(-1)?.commit)).checks.filter(({ check }) => check === "state");
  const of = (sequence: number, change: (own: Record<string, string>) => Record<string, string>) => ({
    files: ({ event }: LogEntry, own: Record<string, string>) => (event.sequence === sequence ? change(own) : own),
  });
  const live = "live/production/a.json";

  test("is what their commits carry, in whichever form it was written", async () => {
    expect(await stateChecks(log)).toMatchObject([{ outcome: "ok" }]);
    const compact = (own: Record<string, string>) => Object.fromEntries(Object.entries(own).map(([path, text]) => [path, JSON.stringify(JSON.parse(text))]));
    expect(await stateChecks(await writtenLog(git, log, of(6, compact)))).toMatchObject([{ outcome: "ok" }]);
  });

  test.each<[string, Parameters<typeof of>, RegExp]>([
    [
      "with another version than was promoted",
      [6, (own) => ({ ...own, [live]: own[live]?.replace("1.1.0", "1.0.0") ?? "" })],
      /^Entry 6 .* another live\/production\/a\.json/,
    ],
    ["without what was promoted", [6, ({ [live]: _, ...own }) => own], /^Entry 6 .* another live\/production\/a\.json/],
    ["that nobody can read", [6, (own) => ({ ...own, [live]: "x" })], /^Entry 6 .* another live\/production\/a\.json/],
    ["with more than was said", [7, (own) => ({ ...own, [live]: "{}" })], /^Entry 7 .* does not speak of live\/production\/a\.json/],
  ])("is checked: a commit %s, though the last one is right", async (_, forged, message) => {
    expect(await stateChecks(await writtenLog(git, log, of(...forged)))).toEqual([
      { check: "state", outcome: "problem", message: expect.stringMatching(message) },
    ]);
  });

  test("is found by dates, which are checked as well", async () => {
    const dated = ({ event }: LogEntry) => Date.parse(event.at) + (event.sequence === 3 ? 3_600_000 : 0);
    expect(await stateChecks(await writtenLog(git, log, { dated }))).toEqual([
      {
        check: "state",
        outcome: "problem",
        message: expect.stringMatching(/^Entry 3 .* is of 2026-11-20T00:00:10\.900Z, and its commit of 2026-11-20T01:00:10/),
      },
    ]);
  });
});
