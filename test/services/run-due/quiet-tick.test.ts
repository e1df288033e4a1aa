import { expect, test } from "vitest";
import type { TextCache } from "../../../src/ports/text-cache.ts";
import { pauseJob } from "../../../src/services/jobs/pause-job.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { jobLab, jobText, type JobLab } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const minute = 60_000;

/** Remembers, or forgets everything. */
function remembering(forgetful = false): TextCache {
  const texts = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(forgetful ? undefined : texts.get(name)),
    put: (name, text) => Promise.resolve(void texts.set(name, text)),
  };
}

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
      const { runs, skipped, noticed } = await runDue(await lab.deps({ cache }), all);
      results.push({ runs: runs.map(({ run, status }) => [run, status]), skipped, noticed });
    }
    expect(results[0], `tick ${nth}`).toEqual(results[1]);
  }
});
