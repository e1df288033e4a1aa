import { describe, expect, test } from "vitest";
import type { TickCache } from "../../../src/ports/tick-cache.ts";
import { pauseJob } from "../../../src/services/jobs/pause-job.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText, type JobLab } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const minute = 60_000;

/** Remembers, or forgets everything; tells what it was asked for since it was last asked to tell. */
function remembering(forgetful = false): TickCache & { asked(): string[]; readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  let names: string[] = [];
  return {
    texts,
    get(name) {
      names.push(name);
      return Promise.resolve(forgetful ? undefined : texts.get(name));
    },
    put: (name, text) => Promise.resolve(void texts.set(name, text)),
    asked: () => names.splice(0),
  };
}

describe("a tick with nothing to do", () => {
  test("does not look at any schedule, until a job is due, its state changes, or a schedule does", async () => {
    const lab = await jobLab({ "schedules/hourly.yml": jobText(), "schedules/yearly.yml": jobText("", { cron: "0 0 1 1 *" }) }, { kept: "git" });
    const cache = remembering();
    const tick = async (minutes: number) => {
      await lab.clock.advance(minutes * minute);
      const result = await runDue(await lab.deps({ cache }), all);
      return { looked: cache.asked().includes("schedules"), runs: result.runs.length, noticed: result.noticed.length, skipped: result.skipped.length };
    };
    const quiet = { looked: false, runs: 0, noticed: 0, skipped: 0 };
    expect(await tick(0)).toEqual({ ...quiet, looked: true, noticed: 2 });
    expect(await tick(1)).toEqual({ ...quiet, looked: true });
    expect(await tick(1)).toEqual(quiet);
    expect(await tick(57)).toEqual(quiet);
    expect(await tick(1)).toEqual({ ...quiet, looked: true, runs: 1 });
    expect(await tick(1)).toEqual({ ...quiet, looked: true });
    expect(await tick(1)).toEqual(quiet);
    await lab.project.temp.commit({ "README.md": "Nothing about schedules.\n" });
    expect(await tick(1)).toEqual(quiet);
    await lab.project.temp.commit({ "schedules/hourly.yml": jobText("", { cron: "30 * * * *" }) });
    expect(await tick(1)).toEqual({ ...quiet, looked: true, noticed: 1 });
    expect(await tick(1)).toEqual({ ...quiet, looked: true });
    expect(await tick(1)).toEqual(quiet);
    await lab.project.temp.git("rm", "--quiet", "schedules/yearly.yml");
    await lab.project.temp.commit({});
    expect(await tick(1)).toEqual({ ...quiet, looked: true, noticed: 1 });
    cache.texts.set("looks", "{ torn");
    cache.texts.set("schedules", "{ torn");
    cache.texts.set("config", "{ torn");
    expect(await tick(30)).toEqual({ ...quiet, looked: true, runs: 1 });
  });

  test("still delivers, says what is broken, and answers who asks for a job", async () => {
    const lab = await jobLab({ "schedules/hourly.yml": jobText(), "schedules/broken.yml": "cron: 7\n" }, { kept: "git" });
    const cache = remembering();
    for (let at = 0; at < 3; at += 1) {
      expect((await runDue(await lab.deps({ cache }), all)).broken).toMatchObject([{ job: "broken" }]);
      await lab.clock.advance(minute);
    }
    await expect(runDue(await lab.deps({ cache }), { ...all, jobs: ["daily"] })).rejects.toMatchObject({ code: "unknown-job" });
  });
});

test("ticks that remember and ticks that forget do the same", async () => {
  const files = {
    "schedules/quarterly.yml": jobText("overlap: queue\n", { cron: "*/15 * * * *" }),
    "schedules/jittery.yml": jobText("jitter: 20m\n", { cron: "7 * * * *" }),
    "schedules/ends.yml": jobText('end: "2026-11-20T10:30Z"\n', { cron: "*/30 * * * *" }),
  };
  const labs: JobLab[] = [await jobLab(files, { kept: "git" }), await jobLab(files, { kept: "git" })];
  const caches = [remembering(), remembering(true)];
  for (const [nth, minutes] of [0, 1, 5, 15, 1, 1, 40, 3, 200, 1, 1, 14, 30].entries()) {
    const results = [];
    for (const [at, lab] of labs.entries()) {
      const cache = caches[at] ?? expect.fail();
      await lab.clock.advance(minutes * minute);
      if (nth === 4) await pauseJob(await lab.deps({ cache }), { job: "quarterly", reason: "numbers are being corrected" });
      const { runs, skipped, noticed, waiting } = await runDue(await lab.deps({ cache }), all);
      results.push({ runs: runs.map(({ run, status }) => [run, status]), skipped, noticed, waiting });
    }
    expect(results[0], `tick ${nth}`).toEqual(results[1]);
  }
  expect((await (await (labs[0] ?? expect.fail()).ledger).view()).tip).toBeDefined();
});
