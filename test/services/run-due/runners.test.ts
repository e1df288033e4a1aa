import { describe, expect, test } from "vitest";
import { foldState } from "../../../src/core/ledger/fold-state.ts";
import { RunRecord } from "../../../src/core/ledger/run-record.ts";
import type { LedgerStore } from "../../../src/ports/ledger-store.ts";
import { recordIn } from "../../../src/services/run-due/read-record.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { jobLab, jobLabIn, jobText, releasedProject, type JobLab } from "../../helpers/job-project.ts";
import { memoryDisk } from "../../helpers/memory-journal.ts";
import { memoryLedger, memoryRemote } from "../../helpers/memory-ledger.ts";
import { clonedProject, start } from "../../helpers/release-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const run = "hourly~20261120T100000Z";
const folder = "runs/2026/11/20/10";

async function recordAt(ledger: LedgerStore, path: string): Promise<RunRecord | undefined> {
  const text = await (await ledger.view()).read(path);
  return text === undefined ? undefined : recordIn(RunRecord, path, text);
}

async function paths(ledger: LedgerStore, under: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of (await ledger.view()).records(under)) found.push(path);
  return found;
}

/** Two machines on one repository, at ten o'clock; the first one's model is slow until `answer` is called. */
async function twoMachines(): Promise<{ slow: JobLab; other: JobLab; asked: Promise<void>; answer: () => void }> {
  const remote = memoryRemote();
  const clock = fakeClock(start);
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const slow = await jobLab(
    { "schedules/hourly.yml": jobText("timeout: 1h\n") },
    {
      clock,
      ledger: memoryLedger(foldState, remote),
      async answering(_request, _options, ask) {
        asked.resolve();
        await answered.promise;
        return ask();
      },
    },
  );
  await runDue(await slow.deps(), all);
  await clock.advance(hour);
  const other = await jobLabIn(slow.project, { clock, ledger: memoryLedger(foldState, remote), disk: memoryDisk("elsewhere") });
  return { slow, other, asked: asked.promise, answer: () => answered.resolve() };
}

/** The lock is per machine: these two have nothing in common but the remote. */
const ownLock = { holding: <T>(_name: string, _wait: number, work: () => Promise<T>) => work() };

describe("a run whose lease has ended", () => {
  test("is taken over with its version and money; the late answer is kept, and not delivered", async () => {
    const { slow, other, asked, answer } = await twoMachines();
    const first = runDue(await slow.deps({ lock: ownLock, host: () => "host-slow" }), all);
    await asked;
    expect(await runDue(await other.deps({ lock: ownLock, host: () => "host-other" }), all)).toMatchObject({ runs: [] });
    await other.clock.advance(50 * 60_000);
    expect(await runDue(await other.deps({ lock: ownLock }), all)).toMatchObject({ runs: [] });
    // The clock of the machine that hangs stands still meanwhile: it does not know that its time is over.
    const jump = { ...other.clock, now: () => other.clock.now() + 20 * 60_000 };
    const taken = await runDue(await other.deps({ lock: ownLock, clock: jump, host: () => "host-other" }), all);
    expect(taken.runs.filter((each) => each.run === run)).toMatchObject([{ status: "succeeded" }]);
    answer();
    expect(await first).toMatchObject({ runs: [{ run, status: "late" }] });
    await other.ledger.sync();
    expect(await recordAt(other.ledger, `${folder}/${run}.json`)).toMatchObject({ epoch: 2, runner: { host: "host-other" }, version: { version: "1.0.0" } });
    expect(await recordAt(other.ledger, `${folder}/${run}.late-1.json`)).toMatchObject({
      epoch: 1,
      runner: { host: "host-slow" },
      intents: [],
      output: { text: "ok" },
    });
    const budget = JSON.parse((await (await other.ledger.view()).read("state/budgets/all.json")) ?? "{}") as object;
    expect(budget).toMatchObject({ day: { used: { calls: expect.any(Number) }, reserved: { calls: 0, tokens: 0, nano_usd: 0 } } });
  });
});

describe("without its remote", () => {
  test("a runner runs nothing, unless the policy is to go on and share later", async () => {
    const remote = memoryRemote();
    const lab = await jobLab({ "schedules/hourly.yml": jobText() }, { ledger: memoryLedger(foldState, remote) });
    await lab.project.temp.addRemote();
    await runDue(await lab.deps(), all);
    await lab.clock.advance(hour);
    remote.reachable = false;
    await expect(runDue(await lab.deps(), all)).rejects.toMatchObject({ code: "remote-unreachable", exit: "environment" });
    expect(lab.calls).toHaveLength(0);
    await lab.project.temp.commit({ ".promptops.yml": `${await lab.project.temp.git("show", "HEAD:.promptops.yml")}\nledger: { without_remote: local }\n` });
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ run, status: "succeeded" }] });
    remote.reachable = true;
    await lab.clock.advance(60_000);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [] });
    expect(remote.files.has(`${folder}/${run}.json`)).toBe(true);
    expect(lab.calls).toHaveLength(1);
  });

  test("asks no model when the claim cannot be put there", async () => {
    const remote = memoryRemote();
    const lab = await jobLab({ "schedules/hourly.yml": jobText() }, { ledger: memoryLedger(foldState, remote) });
    await runDue(await lab.deps(), all);
    await lab.clock.advance(hour);
    const ledger: LedgerStore = {
      ...lab.ledger,
      commit: (group, sharing) => {
        remote.reachable = false;
        return lab.ledger.commit(group, sharing);
      },
    };
    await expect(runDue(await lab.deps({ openLedger: () => Promise.resolve(ledger) }), all)).rejects.toMatchObject({ code: "remote-unreachable" });
    expect(lab.calls).toHaveLength(0);
  });
});

/** `SLOTS=1000` takes as many; without it there are a few. */
const slots = Number(process.env["SLOTS"] ?? "12");

describe("several runners on clones of one remote", () => {
  test.each([2, 4, 8])("%i of them run each slot exactly once", { timeout: 60_000 + slots * 1_000 }, async (runners) => {
    const jobs = slots / 2;
    const project = await releasedProject();
    await project.temp.commit(Object.fromEntries(Array.from({ length: jobs }, (_, at) => [`schedules/job-${at}.yml`, jobText()])));
    await project.temp.addRemote();
    await project.temp.git("push", "--quiet", "origin", "main", "promptops/releases", "--tags");
    const clock = fakeClock(start);
    const labs = await Promise.all(
      Array.from({ length: runners }, async (_, at) => jobLabIn(await clonedProject(project), { remote: "origin", clock, disk: memoryDisk(`clone-${at}`) })),
    );
    await runDue(await (labs[0] as JobLab).deps(), all);
    const seen: string[] = [];
    for (let slot = 0; slot < 2; slot += 1) {
      await clock.advance(hour);
      const ticks = await Promise.all(labs.map(async (lab, at) => runDue(await lab.deps({ host: () => `host-${at}` }), all)));
      seen.push(...ticks.flatMap(({ runs }) => runs.filter(({ status }) => status === "succeeded").map((each) => each.run)));
    }
    expect(seen).toHaveLength(2 * jobs);
    expect(new Set(seen).size).toBe(2 * jobs);
    const last = labs[0] as JobLab;
    await last.ledger.sync();
    expect(await paths(last.ledger, "runs")).toHaveLength(2 * jobs);
    expect(labs.reduce((sum, { calls }) => sum + calls.length, 0)).toBe(2 * jobs);
  });
});
