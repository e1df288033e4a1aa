import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import type { ModelRequest } from "../../../src/core/model-call/request.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { fakeClock } from "../../helpers/fake-clock.ts";
import { jobLab, jobText, type JobLab, type LabOptions } from "../../helpers/job-project.ts";
import { start } from "../../helpers/release-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const minute = 60_000;
const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  note: { kind: file, path: "out/{job}.md" }
`;

async function twoJobs(options: LabOptions): Promise<JobLab> {
  const job = (item: number) => jobText("destinations: [note]\n", { inputs: `{ item: ${item} }` });
  const lab = await jobLab({ "schedules/a.yml": job(1), "schedules/b.yml": job(2), ".promptops.yml": config }, options);
  await runDue(await lab.deps(), all);
  await lab.clock.advance(hour);
  return lab;
}

const isFirst = (request: ModelRequest) => JSON.stringify(request.messages).includes("Number 1.");

describe("a tick that takes long", () => {
  test("holds on to the runs whose turn comes late", async () => {
    const clock = fakeClock(start);
    const lab = await twoJobs({
      clock,
      async answering(request, _options, ask) {
        if (isFirst(request)) await clock.advance(8 * minute);
        return ask();
      },
    });
    const { runs } = await runDue(await lab.deps(), { ...all, concurrency: 1 });
    expect(runs.map(({ job, status }) => `${job} ${status}`)).toEqual(["a succeeded", "b succeeded"]);
    const view = await lab.ledger.view();
    expect(JSON.parse((await view.read("claims/2026/11/20/10/b~20261120T100000Z.e2.json")) ?? "{}")).toMatchObject({
      epoch: 2,
      lease_until: "2026-11-20T10:23:00.000Z",
    });
    expect(await view.read("claims/2026/11/20/10/a~20261120T100000Z.e2.json")).toBeUndefined();
    expect(JSON.parse((await view.read("state/budgets/all.json")) ?? "{}")).toMatchObject({ day: { reserved: { calls: 0, tokens: 0 } } });
  });

  test("delivers what is ready while others go on", async () => {
    const slow = Promise.withResolvers<void>();
    const lab = await twoJobs({
      async answering(request, _options, ask) {
        if (!isFirst(request)) await slow.promise;
        return ask();
      },
    });
    const file = (job: string) => join(lab.project.temp.root, `out/${job}.md`);
    const ticking = runDue(await lab.deps(), all);
    while (lab.disk.files.get("2.ndjson")?.every(({ step }) => step !== "run") !== false) await setImmediate();
    await lab.clock.advance(5_000);
    while (!existsSync(file("a"))) await setImmediate();
    expect(existsSync(file("b"))).toBe(false);
    slow.resolve();
    expect((await ticking).deliveries.map(({ status }) => status)).toEqual(["delivered", "delivered"]);
    expect(existsSync(file("b"))).toBe(true);
  });

  test("and is interrupted leaves its runs to the next one, which goes on at once", async () => {
    const interruption = new AbortController();
    const lab = await twoJobs({
      answering(request, _options, ask) {
        if (!isFirst(request) || interruption.signal.aborted) return ask();
        interruption.abort(new PromptopsError("interrupted", "Interrupted by SIGINT."));
        return new Promise(() => undefined);
      },
    });
    await expect(runDue(await lab.deps({ signal: interruption.signal }), { ...all, concurrency: 1 })).rejects.toMatchObject({ code: "interrupted" });
    for (const name of lab.disk.files.keys()) lab.disk.alive.delete(name);
    const { runs } = await runDue(await lab.deps(), all);
    expect(runs.map(({ run, status }) => `${run} ${status}`).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      "a~20261120T100000Z succeeded",
      "b~20261120T100000Z succeeded",
    ]);
    expect(lab.disk.files.size).toBe(0);
  });
});
