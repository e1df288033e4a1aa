import { describe, expect, it } from "vitest";
import { runStatusFlag } from "../../src/cli/run-status-flag.ts";
import { spokenLateness } from "../../src/core/run/spoken-lateness.ts";
import { noteworthy } from "../../src/reporters/run/noteworthy.ts";
import { runDueText } from "../../src/reporters/run/run-due-text.ts";
import { sentenceEnd } from "../../src/reporters/sentence-end.ts";

const screen = { width: 200, color: false };
const nothing = {
  at: "2026-11-20T10:00:00Z",
  dry_run: false,
  busy: false,
  runs: [],
  skipped: [],
  waiting: [],
  noticed: [],
  broken: [],
  deliveries: [],
  notes: [],
};

describe("what a tick did", () => {
  it("puts a full stop between a reason and what follows it, and none where there is one", () => {
    const skipped = (message: string, missed: number) => ({ job: "daily", slot: "2026-11-20T09:00:00Z", reason: { code: "paused", message }, missed });
    const text = runDueText({ ...nothing, skipped: [skipped("The job is paused: enough", 1), skipped("It was running.", 2)] } as never, screen);
    expect(text).toContain("The job is paused: enough. 1 older passed over.");
    expect(text).toContain("It was running. 2 older passed over.");
  });

  it("is quiet about whatever is as it was meant, and says the rest", () => {
    const skipped = (code: string) => ({ job: "daily", slot: "2026-11-20T09:00:00Z", reason: { code, message: `It was ${code}.` }, missed: 0 });
    const run = (status: string) => ({ run: `daily~${status}`, job: "daily", slot: "2026-11-20T09:00:00Z", status, prompt: "p", deliveries: 0 });
    const delivery = (status: string) => ({ intent: "i", run: "r", destination: `to-${status}`, status });
    const all = {
      ...nothing,
      runs: ["succeeded", "failed", "blocked", "waiting"].map(run),
      skipped: ["paused", "overlap", "missed"].map(skipped),
      noticed: [{ job: "daily", act: "job-added" }],
      waiting: [{ job: "daily", slot: "2026-11-20T09:00:00Z", code: "jitter" }],
      deliveries: ["delivered", "held"].map(delivery),
      broken: [{ job: "wrong", problems: [] }],
    };
    const text = runDueText(noteworthy(all as never), screen, "");
    for (const told of ["daily~failed", "daily~blocked", "daily~waiting", "It was missed.", "to-held", "broken wrong"]) expect(text).toContain(told);
    for (const left of ["daily~succeeded", "It was paused.", "It was overlap.", "noticed", "waiting daily", "to-delivered"]) expect(text).not.toContain(left);
    const fine = { ...nothing, busy: true, runs: [run("succeeded")], skipped: [skipped("paused")], deliveries: [delivery("delivered")] };
    expect(runDueText(noteworthy(fine as never), screen, "")).toBe("");
  });

  it("says of a delivery that waits why, and when it is tried again", () => {
    const reason = { code: "http-status", message: "It answered 503: ok" };
    const delivery = { intent: "i", run: "r", destination: "hook", status: "pending", attempts: 1, reason, next_at: "2026-11-20T10:05:00Z" };
    expect(runDueText({ ...nothing, deliveries: [delivery] } as never, screen)).toContain("It answered 503: ok. Next try 2026-11-20 10:05 UTC.");
  });
});

it.each([
  ["", ""],
  ["Enough", "Enough."],
  ["Why?", "Why?"],
  ['He said "no."', 'He said "no."'],
])("the end of %j", (text, ended) => {
  expect(sentenceEnd(text)).toBe(ended);
});

it.each([
  [850, "850 ms late"],
  [18_313, "18.3 s late"],
  [200_000, "3 min 20 s late"],
  [7_500_000, "2 h 5 min late"],
])("%i ms are said as people say them", (ms, words) => {
  expect(spokenLateness(ms)).toBe(words);
});

it("a run that is under way is looked for among the jobs", () => {
  expect(runStatusFlag("failed")).toBe("failed");
  expect(() => runStatusFlag("running")).toThrow(
    expect.objectContaining({ code: "invalid-flag", hint: expect.stringContaining("`promptops jobs list`") }) as Error,
  );
  expect(() => runStatusFlag("done")).toThrow(expect.objectContaining({ hint: "One of `succeeded`, `failed`, `blocked`." }) as Error);
});
