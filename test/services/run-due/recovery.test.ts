import { describe, expect, test } from "vitest";
import { RunRecord } from "../../../src/core/ledger/run-record.ts";
import type { LedgerStore } from "../../../src/ports/ledger-store.ts";
import type { RunDueDeps } from "../../../src/services/run-due/run-due-deps.ts";
import { recordIn } from "../../../src/services/run-due/read-record.ts";
import { explainJob } from "../../../src/services/jobs/explain-job.ts";
import { runDue } from "../../../src/services/run-due.ts";
import { dyingDeps, Death, type Moment } from "../../helpers/dying-deps.ts";
import { jobLab, jobText, type JobLab } from "../../helpers/job-project.ts";

const all = { jobs: [], dryRun: false };
const hour = 3_600_000;
const run = "hourly~20261120T100000Z";
const path = `runs/2026/11/20/10/${run}.json`;

const files = {
  "schedules/hourly.yml": jobText("destinations: [note]\n"),
  ".promptops.yml": `schema_version: 1
providers:
  demo: { kind: scripted, rules: rules.yml }
environments:
  staging: {}
release: { target: staging }
destinations:
  note: { kind: file, path: "out/{job}.md", mode: append }
`,
};

async function atTen(): Promise<JobLab> {
  const lab = await jobLab(files);
  await runDue(await lab.deps(), all);
  await lab.clock.advance(hour);
  return lab;
}

/** A tick whose process dies at a moment. */
async function killed(lab: JobLab, at: Moment): Promise<void> {
  const deps = dyingDeps(await lab.deps(), at);
  await expect(runDue(deps, all)).rejects.toThrow(Death);
  for (const name of lab.disk.files.keys()) lab.disk.alive.delete(name);
}

async function recordOf(ledger: LedgerStore): Promise<RunRecord | undefined> {
  const text = await (await ledger.view()).read(path);
  return text === undefined ? undefined : recordIn(RunRecord, path, text);
}

async function ledgerPaths(ledger: LedgerStore, folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { path: each } of (await ledger.view()).records(folder)) found.push(each);
  return found;
}

describe("what a tick would do about a killed one", () => {
  test.each<[string, Moment, RegExp, number]>([
    ["that had asked", { port: "journal", step: "asked", when: "after" }, /^A tick takes the run hourly~20261120T100000Z over: the process of this machine/, 1],
    ["that had the answer", { port: "journal", step: "answered", when: "after" }, /^A tick records its run hourly~20261120T100000Z from the journal/, 0],
  ])("%s is what it does", async (_, moment, sentence, runs) => {
    const lab = await atTen();
    await killed(lab, moment);
    const now = { job: "hourly", at: lab.clock.now() };
    expect((await explainJob(await lab.deps(), now)).sentences).toEqual([expect.stringMatching(sentence)]);
    expect((await runDue(await lab.deps(), { jobs: [], dryRun: true })).runs.map((each) => each.run)).toEqual(runs === 0 ? [] : [run]);
    expect(await recordOf(lab.ledger)).toBeUndefined();
    expect((await runDue(await lab.deps(), all)).runs.map((each) => each.run)).toEqual(runs === 0 ? [] : [run]);
    expect(await recordOf(lab.ledger)).toMatchObject({ status: "succeeded" });
  });
});

describe("a tick whose journal was damaged after it was killed", () => {
  test("is told of, and goes on with what can be read", async () => {
    const lab = await atTen();
    await killed(lab, { port: "journal", step: "answered", when: "after" });
    const deps = await lab.deps();
    const left: RunDueDeps["journal"]["left"] = async () =>
      (await deps.journal.left()).map((file) => ({ ...file, entries: file.entries.filter(({ step }) => step !== "asked"), damaged: 1, lost: [run] }));
    const { notes } = await runDue({ ...deps, journal: { ...deps.journal, left } }, all);
    expect(notes).toEqual([expect.stringMatching(/A line of the journal .* cannot be read, of hourly~20261120T100000Z; .* kept as `.*\.damaged`/)]);
    expect(await recordOf(lab.ledger)).toMatchObject({ status: "succeeded", epoch: 2 });
  });
});

describe("a tick that is killed", () => {
  test.each<[string, Moment, number]>([
    ["before the claim is journaled", { port: "journal", step: "claiming", when: "before" }, 1],
    ["before the claim is committed", { port: "ledger", step: "claims", when: "before" }, 1],
    ["after the claim is committed", { port: "ledger", step: "claims", when: "after" }, 1],
    ["before the model is asked", { port: "journal", step: "asked", when: "after" }, 1],
    ["after the model answered, before that is durable", { port: "journal", step: "answered", when: "before" }, 2],
    ["after the answer is durable", { port: "journal", step: "answered", when: "after" }, 1],
    ["before the record is journaled", { port: "journal", step: "run", when: "before" }, 1],
    ["after the record is journaled", { port: "journal", step: "run", when: "after" }, 1],
    ["before the record is committed", { port: "ledger", step: "runs", when: "before" }, 1],
    ["after the record is committed", { port: "ledger", step: "runs", when: "after" }, 1],
    ["before a delivery is journaled", { port: "journal", step: "sending", when: "before" }, 1],
    ["before a delivery is sent", { port: "journal", step: "sending", when: "after" }, 1],
    ["after a delivery is sent", { port: "journal", step: "sent", when: "before" }, 1],
    ["after the receipt is journaled", { port: "journal", step: "sent", when: "after" }, 1],
    ["before the receipt is committed", { port: "ledger", step: "receipts", when: "before" }, 1],
    ["after the receipt is committed", { port: "ledger", step: "receipts", when: "after" }, 1],
  ])("%s leaves one run, one delivery, and nothing paid twice that was durable", async (_, moment, calls) => {
    const lab = await atTen();
    await killed(lab, moment);
    for (let tick = 0; tick < 3; tick += 1) {
      await runDue(await lab.deps(), all);
      await lab.clock.advance(120_000);
    }
    expect(await recordOf(lab.ledger)).toMatchObject({ status: "succeeded", output: { text: "ok" } });
    expect(await ledgerPaths(lab.ledger, "runs")).toEqual([path]);
    expect(await ledgerPaths(lab.ledger, "intents")).toHaveLength(1);
    expect(await ledgerPaths(lab.ledger, "state/pending")).toEqual([]);
    expect(lab.calls).toHaveLength(calls);
    const said = await readOut(await lab.deps());
    expect(said.match(/^# hourly$/gm)).toHaveLength(1);
    expect([...lab.disk.files.keys()]).toEqual([]);
  });
});

describe("a repair that is cut off", () => {
  const counting = {
    "prompts/billing/count/prompt.yml": `schema_version: 1
variables:
  item: { type: integer }
messages:
  - { role: user, content: "Number {{ item }}." }
model: { id: demo/small }
output: { format: json, schema: { type: object, properties: { n: { type: integer } }, required: [n] } }
`,
    "prompts/billing/count/evals/core.yml": "schema_version: 1\ncases: [{ id: one, inputs: { item: 1 }, assertions: [{ type: is-json }] }]\n",
    "rules.yml": `schema_version: 1\nrules: [{ answer: '{"n":1}' }]\n`,
    "schedules/hourly.yml": jobText().replace("environment: staging", 'version: "1.0.0"').replace("billing/summarize", "billing/count"),
  };

  test.each<[string, Moment, "succeeded" | "failed", number]>([
    ["before it is asked for", { port: "journal", step: "asked", when: "before", nth: 2 }, "failed", 1],
    ["while the model thinks", { port: "journal", step: "asked", when: "after", nth: 2 }, "failed", 1],
    ["before the second answer is durable", { port: "journal", step: "answered", when: "before", nth: 2 }, "failed", 2],
    ["after the second answer is durable", { port: "journal", step: "answered", when: "after", nth: 2 }, "succeeded", 2],
    ["before the record is journaled", { port: "journal", step: "run", when: "before" }, "succeeded", 2],
  ])("%s keeps what was answered, and asks nobody again", async (_, moment, status, calls) => {
    const lab = await jobLab(counting, {
      answering: async ({ messages }, _options, ask) => ({ ...(await ask()), text: messages.length === 1 ? "no JSON" : '{"n":1}' }),
    });
    await lab.release("billing/count");
    await runDue(await lab.deps(), all);
    await lab.clock.advance(hour);
    await killed(lab, moment);
    for (let tick = 0; tick < 2; tick += 1) await runDue(await lab.deps(), all);
    const record = await recordOf(lab.ledger);
    expect(record).toMatchObject(
      status === "failed"
        ? {
            status,
            reason: { code: "output-contract", message: expect.stringContaining("It was not asked again: the process ended first.") },
            output: { text: "no JSON" },
          }
        : { status, output: { text: '{"n":1}', unrepaired: "no JSON" } },
    );
    expect(lab.calls).toHaveLength(calls);
    expect([...lab.disk.files.keys()]).toEqual([]);
  });
});

async function readOut({ git }: RunDueDeps): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  return readFile(`${git.root}/out/hourly.md`, "utf8");
}
