import { beforeAll, describe, expect, test } from "vitest";
import type { JobsListResult, JobsRunResult } from "../../src/core/results/jobs.ts";
import type { RunDueResult } from "../../src/core/results/run-due.ts";
import type { PreviewResult, RunsListResult, RunsTimelineResult } from "../../src/core/results/runs.ts";
import { jobText, releasedProject } from "../helpers/job-project.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";

let cwd = "";

beforeAll(async () => {
  const { temp } = await releasedProject();
  await temp.commit({ "schedules/minutely.yml": jobText("", { cron: "* * * * *" }), "schedules/yearly.yml": jobText("", { cron: "0 0 1 1 *" }) });
  cwd = temp.root;
});

/** So many minutes from now. */
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe("jobs on the command line", () => {
  test("are run when they are due, and looked at, explained, paused and run by hand", async () => {
    const first = await runCli(["run-due"], { cwd });
    expect(first).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("noticed minutely: new; due from now on.") });
    const { json: due } = await runJson(["run-due", "--at", later(2)], { cwd });
    expect((due.data as RunDueResult).runs).toMatchObject([{ job: "minutely", status: "succeeded" }]);
    expect((await runCli(["run-due", "--at", later(2), "--dry-run", "--job", "yearly"], { cwd })).stdout).toMatch(/^Nothing is due at /);
    const { json: listed } = await runJson(["jobs", "list"], { cwd });
    expect((listed.data as JobsListResult).jobs.map(({ job, status }) => `${job} ${status}`)).toEqual(["minutely active", "yearly active"]);
    const later3 = later(3);
    await runCli(["run-due", "--at", later3], { cwd });
    expect(await runCli(["run-due", "--at", later3, "--quiet"], { cwd })).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    await runJson(["jobs", "show", "yearly"], { cwd });
    await runJson(["jobs", "next", "-n", "3"], { cwd });
    await runJson(["jobs", "explain", "yearly", "--at", "2030-06-01T00:00Z"], { cwd });
    await runJson(["jobs", "pause", "yearly", "--reason", "not yet"], { cwd });
    expect((await runCli(["jobs", "list"], { cwd })).stdout).toMatch(/yearly .*paused .*not yet/);
    await runJson(["jobs", "resume", "yearly"], { cwd });
    const { json: run } = await runJson(["jobs", "run", "yearly"], { cwd });
    const [byHand] = (run.data as JobsRunResult).runs;
    expect(byHand).toMatchObject({ job: "yearly", status: "succeeded" });
    await runJson(["jobs", "backfill", "yearly", "--from", "2026-01-01", "--to", "2026-02-01", "--dry-run"], { cwd });

    const { json: preview } = await runJson(["preview", "yearly", "--compare", byHand?.run ?? ""], { cwd });
    expect(preview.data as PreviewResult).toMatchObject({ run: { status: "succeeded" }, differences: [] });
    const { json: runs } = await runJson(["runs", "list", "--job", "yearly"], { cwd });
    expect((runs.data as RunsListResult).runs).toHaveLength(2);
    await runJson(["runs", "show", byHand?.run ?? ""], { cwd });
    const { json: timeline } = await runJson(["runs", "timeline", byHand?.run ?? ""], { cwd });
    expect((timeline.data as RunsTimelineResult).events.map(({ event }) => event)).toEqual(["claimed", "started", "asked", "answered", "succeeded"]);
    await runJson(["runs", "diff", byHand?.run ?? "", byHand?.run ?? ""], { cwd });
    await runJson(["runs", "rerun", byHand?.run ?? ""], { cwd });
  });

  test("say in one sentence, with the right exit code, what is wrong", async () => {
    const wrong = async (...args: string[]) => {
      const { exitCode, stderr } = await runCli(args, { cwd });
      return `${exitCode} ${stderr.split("\n")[0]}`;
    };
    expect(await wrong("jobs", "show", "yearli")).toMatch(/^2 .*There is no job `yearli`/);
    expect(await wrong("run-due", "--at", "tomorrow")).toMatch(/^2 .*"tomorrow" is no time\./);
    expect(await wrong("runs", "show", "--cwd", cwd, "../../etc")).toMatch(/^2 .*There is no run/);
    expect(await wrong("jobs", "pause", "yearly")).toMatch(/^2 .*A pause says why\./);
    expect(await wrong("jobs", "run", "yearly", "--slot", "2026-11-20T09:00Z")).toMatch(/^2 .*is no slot of yearly\./);
  });
});
