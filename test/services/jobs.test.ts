import { describe, expect, test } from "vitest";
import { backfillJob, runJob } from "../../src/services/jobs/run-job.ts";
import { explainJob } from "../../src/services/jobs/explain-job.ts";
import { listJobs } from "../../src/services/jobs/list-jobs.ts";
import { nextSlotsOf } from "../../src/services/jobs/next-slots.ts";
import { pauseJob, resumeJob } from "../../src/services/jobs/pause-job.ts";
import { showJob } from "../../src/services/jobs/show-job.ts";
import { rerun } from "../../src/services/runs/rerun.ts";
import { runDue } from "../../src/services/run-due.ts";
import type { RanRun } from "../../src/core/results/run-due.ts";
import { jobsExplainText, jobsNextText, jobsShowText } from "../../src/reporters/run/job-text.ts";
import { jobsListText } from "../../src/reporters/run/jobs-text.ts";
import { promptFiles } from "../helpers/release-project.ts";
import { jobLab, jobText, type JobLab } from "../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const here = { fetch: false };

async function atTen(more = ""): Promise<JobLab> {
  const lab = await jobLab({ "schedules/hourly.yml": jobText(more), "schedules/wrong.yml": "schema_version: 2\n" });
  await runDue(await lab.deps(), all);
  await lab.clock.advance(hour);
  return lab;
}

describe("jobs", () => {
  test("are listed as they stand, and what cannot be read is said", async () => {
    const lab = await jobLab({ "schedules/hourly.yml": jobText("jitter: 10m\n"), "schedules/wrong.yml": "schema_version: 2\n" });
    const before = await listJobs(await lab.deps(), here);
    expect(before).toMatchObject({
      jobs: [{ job: "hourly", status: "new", schedule: "0 * * * * UTC, up to 10m later", next: "2026-11-20T10:00:00Z" }],
      broken: [{ job: "wrong" }],
    });
    await runDue(await lab.deps(), all);
    await lab.clock.advance(hour + 600_000);
    await runDue(await lab.deps(), all);
    expect(await listJobs(await lab.deps(), here)).toMatchObject({
      jobs: [{ status: "active", next: "2026-11-20T11:00:00Z", last: { run: "hourly~20261120T100000Z", status: "succeeded" } }],
    });
  });

  test("say when they are due next, and which are not there", async () => {
    const lab = await atTen();
    const slots = await nextSlotsOf(await lab.deps(), { count: 2 });
    expect(slots).toEqual({
      now: "2026-11-20T10:00:00.000Z",
      slots: [
        { job: "hourly", at: "2026-11-20T10:00:00Z", from: "2026-11-20T10:00:00.000Z" },
        { job: "hourly", at: "2026-11-20T11:00:00Z", from: "2026-11-20T11:00:00.000Z" },
      ],
      paused: [],
    });
    expect(jobsNextText(slots, { width: 80, color: false })).toBe(
      ["slot                  job     begins", "2026-11-20 10:00 UTC  hourly  with the next tick", "2026-11-20 11:00 UTC  hourly  in 1 h 0 min"].join("\n"),
    );
    const halves = { ...slots, slots: [":00", ":30"].map((half) => ({ job: "often", at: `2026-11-20T11:00${half}Z`, from: `2026-11-20T11:00${half}.000Z` })) };
    expect(jobsNextText(halves, { width: 80, color: false })).toMatch(/2026-11-20 11:00 UTC .*\n2026-11-20 11:00:30 UTC/);
    await lab.clock.advance(hour / 12);
    expect(await listJobs(await lab.deps(), here)).toMatchObject({ jobs: [{ next: "2026-11-20T10:00:00Z", due: true }] });
    expect(jobsListText(await listJobs(await lab.deps(), here), { width: 200, color: false })).toContain("2026-11-20 10:00 UTC (due)");
    await expect(showJob(await lab.deps(), { job: "hourli", ...here })).rejects.toMatchObject({
      code: "unknown-job",
      exit: "usage",
      hint: "Did you mean `hourly`?",
    });
    expect(await showJob(await lab.deps(), { job: "hourly", ...here })).toMatchObject({
      inputs: [{ name: "item", from: "the schedule" }],
      timeout_ms: 600_000,
      requires_green_eval: false,
    });
  });

  test("explain what a tick would do, without doing it", async () => {
    const lab = await atTen();
    expect(await explainJob(await lab.deps(), { job: "hourly" })).toMatchObject({ sentences: ["A tick runs its slot 2026-11-20T10:00:00Z, which is due."] });
    const later = await explainJob(await lab.deps(), { job: "hourly", at: Date.UTC(2026, 10, 21) });
    expect(later.sentences[0]).toMatch(
      /^A tick runs its slot 2026-11-21T00:00:00Z, which is due. 14 older slots are passed over with it, from 2026-11-20T10:00:00Z on.$/,
    );
    await runDue(await lab.deps(), all);
    expect(await explainJob(await lab.deps(), { job: "hourly" })).toMatchObject({
      sentences: ["A tick does nothing: no slot of it is due."],
      next: "2026-11-20T11:00:00Z",
    });
  });
});

test("slots that were run ahead of their time are not listed again", async () => {
  const lab = await atTen();
  await runDue(await lab.deps(), { ...all, at: Date.UTC(2026, 10, 20, 12) });
  expect((await nextSlotsOf(await lab.deps(), { count: 1 })).slots).toMatchObject([{ at: "2026-11-20T13:00:00Z" }]);
  expect(await explainJob(await lab.deps(), { job: "hourly" })).toMatchObject({ decisions: [], next: "2026-11-20T13:00:00Z" });
});

describe("an explanation", () => {
  const at = Date.UTC(2026, 10, 20, 11);

  async function agreed(lab: JobLab): Promise<{ sentence: string | undefined; foreseen: RanRun[]; ran: RanRun[] }> {
    const { sentences } = await explainJob(await lab.deps(), { job: "hourly", at });
    const dry = await runDue(await lab.deps(), { jobs: [], dryRun: true, at });
    await lab.clock.advance(at - lab.clock.now());
    const real = await runDue(await lab.deps(), all);
    expect(real.runs.map(({ run, reason }) => ({ run, reason }))).toEqual(dry.runs.map(({ run, reason }) => ({ run, reason })));
    return { sentence: sentences[0], foreseen: [...dry.runs], ran: [...real.runs] };
  }

  test("says what blocks a slot: the same as a dry run, and as the tick", async () => {
    const nothingLive = await atTen();
    await nothingLive.project.temp.commit({ "schedules/hourly.yml": jobText().replace("staging", "production") });
    const blocked = await agreed(nothingLive);
    expect(blocked.sentence).toBe(
      "A tick does not run its slot 2026-11-20T11:00:00Z, which is due, and records it as blocked: Nothing of billing/summarize is live in production. 1 older slot is passed over with it, from 2026-11-20T10:00:00Z on.",
    );
    expect(blocked.ran).toMatchObject([{ status: "blocked", reason: { code: "no-version" } }]);

    const usedUp = await atTen("budget: { day: { calls: 1 } }\n");
    await runDue(await usedUp.deps(), all);
    const spent = await agreed(usedUp);
    expect(spent.sentence).toMatch(/and records it as blocked: The budget of job hourly per day allows 1 call: 1 call used or reserved/);
    expect(await listJobs(await usedUp.deps(), here)).toMatchObject({ jobs: [{ last: { status: "blocked", reason: { code: "budget" } } }] });
    expect(jobsListText(await listJobs(await usedUp.deps(), here), { width: 300, color: false })).toMatch(
      /blocked 2026-11-20 11:00 UTC +The budget of job hourly/,
    );
  });

  test("and a dry run reckon with the inputs that stand in the commit, and leave the others alone", async () => {
    const words = promptFiles({ id: "news/digest", variables: "item: { type: string }", cases: 2 });
    const suite = "prompts/news/digest/evals/core.yml";
    const lab = await jobLab({
      ...words,
      [suite]: (words[suite] ?? "").replace("[1, 2]", '["1", "2"]'),
      "schedules/hourly.yml": `schema_version: 1
prompt: news/digest
version: "1.0.0"
inputs_from: { item: { file: data/long.txt } }
budget: { run: { tokens: 12000 } }
cron: "0 * * * *"
`,
      "data/long.txt": "many words ".repeat(10_000),
    });
    await lab.release("news/digest");
    await runDue(await lab.deps(), all);
    const { sentence, ran } = await agreed(lab);
    expect(sentence).toMatch(/and records it as blocked: The budget of job hourly per run allows 12000 tokens/);
    expect(ran).toMatchObject([{ status: "blocked" }]);

    const missing = await jobLab({ "schedules/hourly.yml": jobText("inputs_from: { item: { file: data/none.txt } }\n", { inputs: "{}" }) });
    await runDue(await missing.deps(), all);
    const failed = await agreed(missing);
    expect(failed.sentence).toMatch(/^A tick begins its slot .*, and fails before a model is asked: The input `item` could not be fetched/);
    expect([...failed.foreseen, ...failed.ran].map(({ status }) => status)).toEqual(["failed", "failed"]);

    const program = await jobLab({ "schedules/hourly.yml": jobText("inputs_from: { item: { command: [bin/weather] } }\n", { inputs: "{}" }) });
    await runDue(await program.deps(), all);
    expect((await runDue(await program.deps(), { jobs: [], dryRun: true, at })).runs).toMatchObject([{ status: "planned" }]);
  });

  test("of a job that cannot be read says what is wrong with its file", async () => {
    const lab = await atTen();
    await expect(explainJob(await lab.deps(), { job: "wrong" })).rejects.toMatchObject({ code: "invalid-documents", where: "schedules/wrong.yml" });
  });
});

describe("a pause", () => {
  test.each([
    ["by a person", ""],
    ["in the file", "paused: { reason: holidays, until: 2026-11-20T12:30:00Z }\n"],
  ])("%s is said by everything that looks at the job", async (_, inFile) => {
    const lab = await atTen(inFile);
    await runDue(await lab.deps(), all);
    if (inFile === "") await pauseJob(await lab.deps(), { job: "hourly", reason: "holidays", until: Date.UTC(2026, 10, 20, 12, 30) });
    await lab.clock.advance(60_000);
    const by = inFile === "" ? "" : " by its file";
    const screen = { width: 300, color: false };
    const deps = await lab.deps();
    expect(jobsExplainText(await explainJob(deps, { job: "hourly" }), screen)).toBe(
      [
        "hourly at 2026-11-20 10:01 UTC",
        "A tick does nothing: no slot of it is due.",
        `It is paused${by} until 2026-11-20 12:30 UTC: holidays. Slots that come meanwhile are skipped.`,
        "The next slot after the pause: 2026-11-20 13:00 UTC.",
      ].join("\n"),
    );
    const next = await nextSlotsOf(deps, { count: 2 });
    expect(next.slots.map((slot) => slot.at)).toEqual(["2026-11-20T13:00:00Z", "2026-11-20T14:00:00Z"]);
    expect(jobsNextText(next, screen)).toContain(`\npaused hourly${by} until 2026-11-20 12:30 UTC: holidays`);
    const shown = await showJob(deps, { job: "hourly", ...here });
    expect(shown.next[0]).toBe("2026-11-20T13:00:00Z");
    expect(jobsShowText(shown, screen)).toContain(`paused${by} until 2026-11-20 12:30 UTC: holidays`);
    expect(jobsListText(await listJobs(deps, here), screen)).toMatch(
      new RegExp(`paused +2026-11-20 13:00 UTC .*${by.trim()} ?until 2026-11-20 12:30 UTC: holidays`),
    );
  });

  test("without an end has no next slot, whoever is asked", async () => {
    const lab = await atTen();
    await runDue(await lab.deps(), all);
    await pauseJob(await lab.deps(), { job: "hourly", reason: "wrong numbers" });
    const deps = await lab.deps();
    expect(await nextSlotsOf(deps, { count: 2 })).toMatchObject({ slots: [], paused: [{ job: "hourly", reason: "wrong numbers", by: "person" }] });
    expect((await showJob(deps, { job: "hourly", ...here })).next).toEqual([]);
    expect(await explainJob(deps, { job: "hourly" })).toMatchObject({ paused: { reason: "wrong numbers" } });
    expect(await explainJob(deps, { job: "hourly" })).not.toHaveProperty("next");
    expect(await listJobs(deps, here)).not.toHaveProperty("jobs.0.next");
  });

  test("needs a reason, skips slots with it, and ends by a person or by its time", async () => {
    const lab = await atTen();
    await expect(pauseJob(await lab.deps(), { job: "hourly", reason: " " })).rejects.toMatchObject({ code: "missing-reason" });
    expect(await pauseJob(await lab.deps(), { job: "hourly", reason: "wrong numbers" })).toMatchObject({ act: "paused", shared: true });
    const paused = await listJobs(await lab.deps(), here);
    expect(paused).toMatchObject({ jobs: [{ status: "paused", reason: "wrong numbers" }], uncommitted: [] });
    const row = jobsListText({ ...paused, uncommitted: ["schedules/new.yml"] }, { width: 200, color: false })
      .split("\n")
      .slice(1);
    expect(row[0]).not.toContain("2026-11-20 1");
    expect(row.at(-1)).toBe("note: not committed, so no tick goes by it: schedules/new.yml. Commit with `git add schedules && git commit`.");
    const [sentence] = (await explainJob(await lab.deps(), { job: "hourly", at: Date.UTC(2026, 10, 20, 11) })).sentences;
    expect(sentence).toBe(
      "A tick skips its slot 2026-11-20T11:00:00Z: The job is paused: wrong numbers. 1 older slot is passed over with it, from 2026-11-20T10:00:00Z on.",
    );
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [], skipped: [{ reason: { message: "The job is paused: wrong numbers" } }] });
    expect(await resumeJob(await lab.deps(), { job: "hourly" })).toMatchObject({ act: "resumed" });
    expect(await resumeJob(await lab.deps(), { job: "hourly" })).toMatchObject({ act: "unchanged" });
    await lab.clock.advance(hour);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ run: "hourly~20261120T110000Z", status: "succeeded" }] });
    await pauseJob(await lab.deps(), { job: "hourly", reason: "a break", until: Date.UTC(2026, 10, 20, 11, 30) });
    await lab.clock.advance(hour);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ run: "hourly~20261120T120000Z" }] });
  });

  test("in the file is not overruled from outside", async () => {
    const lab = await atTen("paused: { reason: by design }\n");
    await expect(resumeJob(await lab.deps(), { job: "hourly" })).rejects.toMatchObject({
      code: "paused-in-file",
      exit: "no",
      where: "schedules/hourly.yml:6",
      hint: expect.stringContaining("Take `paused:` out of schedules/hourly.yml and commit"),
    });
  });
});

describe("a run that a person asks for", () => {
  test("is beside the schedule, and the slot that was due is still run", async () => {
    const lab = await atTen();
    await lab.clock.advance(90_500);
    const [run] = (await runJob(await lab.deps(), { job: "hourly" })).runs;
    expect(run).toMatchObject({ run: "hourly~20261120T100130Z~m", status: "succeeded" });
    const again = await runJob(await lab.deps(), { job: "hourly" });
    expect(again.runs).toMatchObject([{ run: "hourly~20261120T100130Z~m~r2" }]);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [{ run: "hourly~20261120T100000Z", status: "succeeded" }] });
  });

  test("is answered for with its own deliveries, not with what other jobs left behind", async () => {
    const config = `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  note: { kind: file, path: "out/{job}.md" }
  away: { kind: file, path: "out/away.md" }
`;
    const files = { "schedules/hourly.yml": jobText("destinations: [away]\n"), "schedules/mine.yml": jobText("destinations: [note]\n") };
    const lab = await jobLab({ ...files, ".promptops.yml": config });
    await runDue(await lab.deps(), { ...all, jobs: ["hourly"] });
    await lab.clock.advance(hour);
    const away = await lab.deps();
    const failing: typeof away.openDestinations = async (source) => {
      const open = await away.openDestinations(source);
      return async (name) => ({ ...(await open(name)), send: () => Promise.resolve({ outcome: "retry", sentence: "Not now.", retryAfterMs: hour }) });
    };
    const tick = await runDue({ ...away, openDestinations: failing }, { ...all, jobs: ["hourly"] });
    expect(tick.deliveries).toMatchObject([{ destination: "away", status: "pending" }]);
    const { runs, deliveries } = await runJob(await lab.deps(), { job: "mine" });
    expect(deliveries).toMatchObject([{ run: runs[0]?.run, destination: "note", status: "delivered" }]);
    expect((await rerun(await lab.deps(), { run: runs[0]?.run ?? "", deliver: false })).deliveries).toEqual([]);
  });

  test("for a slot is that slot's own run, and after that one more of it", async () => {
    const lab = await atTen();
    const slot = Date.UTC(2026, 10, 20, 10);
    await expect(runJob(await lab.deps(), { job: "hourly", slot: slot + 1_000 })).rejects.toMatchObject({ code: "no-such-slot" });
    expect((await runJob(await lab.deps(), { job: "hourly", slot })).runs).toMatchObject([{ run: "hourly~20261120T100000Z" }]);
    expect((await runJob(await lab.deps(), { job: "hourly", slot })).runs).toMatchObject([{ run: "hourly~20261120T100000Z~r2" }]);
    expect(await runDue(await lab.deps(), all)).toMatchObject({ runs: [] });
  });

  test("as a backfill takes the slots that were never run, and leaves the others alone", async () => {
    const lab = await atTen();
    await runDue(await lab.deps(), all);
    const span = { job: "hourly", from: Date.UTC(2026, 10, 20, 7), to: Date.UTC(2026, 10, 20, 23), dryRun: true };
    const planned = await backfillJob(await lab.deps(), span);
    expect(planned.runs.map(({ run, status }) => `${run} ${status}`)).toEqual([
      "hourly~20261120T070000Z planned",
      "hourly~20261120T080000Z planned",
      "hourly~20261120T090000Z planned",
    ]);
    expect(planned.passed).toEqual([{ slot: "2026-11-20T10:00:00Z", why: "It was run." }]);
    expect(lab.calls).toHaveLength(1);
    const done = await backfillJob(await lab.deps(), { ...span, dryRun: false });
    expect(done.runs.map(({ status }) => status)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect((await backfillJob(await lab.deps(), { ...span, dryRun: false })).runs).toEqual([]);
    await expect(backfillJob(await lab.deps(), { ...span, from: Date.UTC(2027, 0, 1), to: Date.UTC(2027, 0, 2) })).rejects.toMatchObject({
      code: "no-such-slot",
    });
    await expect(backfillJob(await lab.deps(), { ...span, from: span.to, to: span.from })).rejects.toMatchObject({
      code: "no-such-slot",
      message: "The span ends before it begins: from 2026-11-20T23:00:00Z to 2026-11-20T07:00:00Z.",
      where: "--from",
    });
  });
});
