import { describe, expect, test } from "vitest";
import { preview } from "../../src/services/preview.ts";
import { runDue } from "../../src/services/run-due.ts";
import { diffRuns } from "../../src/services/runs/diff-runs.ts";
import { listDeliveries } from "../../src/services/deliveries/list-deliveries.ts";
import { listRuns } from "../../src/services/runs/list-runs.ts";
import { rerun } from "../../src/services/runs/rerun.ts";
import { runTimeline } from "../../src/services/runs/run-timeline.ts";
import { showRun } from "../../src/services/runs/show-run.ts";
import { runsShowText } from "../../src/reporters/run/run-text.ts";
import { jobLab, jobText, type JobLab, type LabOptions } from "../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const run = "hourly~20261120T100000Z";
const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  note: { kind: file, path: "out/{job}.md" }
`;

async function ranAtTen(more = "", options: LabOptions = {}): Promise<JobLab> {
  const lab = await jobLab({ "schedules/hourly.yml": jobText(`destinations: [note]\n${more}`), ".promptops.yml": config }, options);
  await runDue(await lab.deps(), all);
  await lab.clock.advance(hour);
  await runDue(await lab.deps(), all);
  return lab;
}

describe("a list", () => {
  test("of a name that nobody ever gave is refused with the nearest one, and of one that has nothing is empty", async () => {
    const lab = await ranAtTen();
    const deps = await lab.deps();
    const runs = (filter: object) => listRuns(deps, { limit: 10, fetch: false, ...filter });
    expect((await runs({ job: "hourly" })).runs).toHaveLength(1);
    expect(await runs({ job: "hourly", prompt: "billing/summarize", status: "failed" })).toEqual({ runs: [] });
    await expect(runs({ job: "hourli" })).rejects.toMatchObject({ code: "unknown-job", exit: "usage", hint: "Did you mean `hourly`?" });
    await expect(runs({ prompt: "billing/sumarize" })).rejects.toMatchObject({ code: "unknown-prompt", hint: "Did you mean `billing/summarize`?" });
    const deliveries = (filter: object) => listDeliveries({ ...deps, host: "host-a" }, { all: true, limit: 10, ...filter });
    expect((await deliveries({ destination: "note", job: "hourly" })).deliveries).toHaveLength(1);
    expect((await deliveries({ destination: "note", job: "hourly", status: "dead" })).deliveries).toEqual([]);
    await expect(deliveries({ job: "hourli" })).rejects.toMatchObject({ code: "unknown-job", hint: "Did you mean `hourly`?" });
    await expect(deliveries({ destination: "notes" })).rejects.toMatchObject({ code: "unknown-destination", hint: "Did you mean `note`?" });
  });
});

describe("a run", () => {
  test("is shown with its claims, and its timeline goes from the claim to the receipt", async () => {
    const lab = await ranAtTen();
    expect(await showRun(await lab.deps(), { run, fetch: false })).toMatchObject({
      record: { status: "succeeded", output: { text: "ok" } },
      deliveries: [{ destination: "note", status: "delivered" }],
      claims: [{ epoch: 1, decision: "run" }],
      late: [],
    });
    const shown = await showRun(await lab.deps(), { run, fetch: false });
    const lines = runsShowText(shown, { width: 80, color: false }).split("\n");
    expect(lines.slice(0, 7).map((line) => line.trimEnd())).toEqual([
      `${run}  succeeded`,
      "",
      "  prompt   billing/summarize@1.0.0, live in staging then",
      "  model    demo/small",
      "  started  2026-11-20 10:00 UTC, for the slot 2026-11-20 10:00 UTC, on host-a",
      expect.stringMatching(/^ {2}took {5}/),
      expect.stringMatching(/^ {2}used {5}\d+ tokens in, \d+ out, /),
    ]);
    expect(lines.filter((line) => !line.startsWith(" ") && line !== "").slice(1)).toEqual(["inputs", "deliveries", "claims", "answer", "ok"]);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    const { events, traceparent } = await runTimeline(await lab.deps(), { run, fetch: false });
    expect(events.map(({ event }) => event)).toEqual(["claimed", "started", "asked", "answered", "succeeded", "prepared", "delivered"]);
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    await expect(showRun(await lab.deps(), { run: "hourly~20261120T100001Z", fetch: false })).rejects.toMatchObject({
      code: "unknown-run",
      hint: `Did you mean ${run}?`,
    });
    await expect(showRun(await lab.deps(), { run: "../../etc/passwd", fetch: false })).rejects.toMatchObject({ code: "unknown-run" });
    expect(await runTimeline(await lab.deps(), { run: "hourly", fetch: false })).toMatchObject({ run });
    await expect(showRun(await lab.deps(), { run: "hour~", fetch: false })).rejects.toMatchObject({
      message: 'There is no run "hour~".',
      hint: expect.stringContaining("or the beginning of that") as string,
    });
  });

  test("is run again with its version and inputs, whatever became of them since, and delivers only when asked", async () => {
    const lab = await ranAtTen();
    await lab.project.temp.commit({
      "schedules/hourly.yml": jobText("destinations: [note]\n", { inputs: "{ item: 2 }" }),
      "prompts/billing/summarize/prompt.yml": "broken: [",
    });
    await lab.clock.advance(60_000);
    const again = await rerun(await lab.deps(), { run, deliver: false });
    expect(again).toMatchObject({ of: run, run: { run: `${run}~r2`, status: "succeeded", version: "1.0.0", deliveries: 0 }, differences: [], deliveries: [] });
    expect(again.cannot).toEqual([expect.stringMatching(/^A model draws its words anew/)]);
    expect(lab.calls[1]).toEqual(lab.calls[0]);
    await expect(diffRuns(await lab.deps(), { before: "hourly", after: run })).rejects.toMatchObject({ code: "ambiguous-id" });
    expect(await diffRuns(await lab.deps(), { before: run, after: `${run}~` })).toMatchObject({ before: run, after: `${run}~r2` });
    expect(await rerun(await lab.deps(), { run, deliver: true })).toMatchObject({
      run: { run: `${run}~r3`, deliveries: 1 },
      deliveries: [{ status: "delivered" }],
    });
  });

  test("differs from another in what it was made of and in what it said", async () => {
    const lab = await ranAtTen();
    await lab.project.temp.commit({ "schedules/hourly.yml": jobText("", { inputs: "{ item: 2 }" }) });
    await lab.clock.advance(hour);
    await runDue(await lab.deps(), all);
    const { differences } = await diffRuns(await lab.deps(), { before: run, after: "hourly~20261120T110000Z" });
    expect(differences).toEqual([
      { what: "inputs.item", before: "1", after: "2" },
      { what: "messages[0]", before: "user: Quality good. Number 1. ", after: "user: Quality good. Number 2. " },
    ]);
  });
});

describe("a preview", () => {
  test("takes a tick's path, shows what would be sent, claims nothing, and counts in budgets", async () => {
    const lab = await ranAtTen("budget: { day: { calls: 2 } }\n");
    const shown = await preview(await lab.deps(), { job: "hourly", compare: run });
    expect(shown).toMatchObject({ run: { run: `${run}~p`, status: "succeeded" }, record: { preview: true, intents: [] }, differences: [] });
    expect(shown.messages).toEqual([
      { destination: "note", parts: [{ content_type: "text/markdown; charset=utf-8", body: "# hourly\n\nok\n", encoding: "utf8" }] },
    ]);
    expect(await preview(await lab.deps(), { job: "hourly" })).toMatchObject({ run: { status: "blocked", reason: { code: "budget" } } });
    expect(lab.calls).toHaveLength(2);
    await lab.clock.advance(hour);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ run: "hourly~20261120T110000Z", status: "blocked" }] });
  });

  test("of a job without a version says what is missing", async () => {
    const lab = await jobLab({ "schedules/hourly.yml": jobText().replace("environment: staging", "environment: production") });
    await expect(preview(await lab.deps(), { job: "hourly" })).rejects.toMatchObject({
      code: "blocked-run",
      exit: "no",
      message: expect.stringContaining("production"),
    });
  });
});
