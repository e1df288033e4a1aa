import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { assignArm, type Arm } from "../../src/core/experiment/assign-arm.ts";
import type { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { checkRecord } from "../../src/core/ledger/check-record.ts";
import type { ExperimentStart } from "../../src/core/ledger/experiment-records.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import { experimentStatusText } from "../../src/reporters/experiment/status-text.ts";
import { assignUnit } from "../../src/services/experiment/assign-unit.ts";
import { experimentStatus } from "../../src/services/experiment/experiment-status.ts";
import { recordOutcomes } from "../../src/services/experiment/record-outcomes.ts";
import { startExperiment } from "../../src/services/experiment/start-experiment.ts";
import { stopExperiment } from "../../src/services/experiment/stop-experiment.ts";
import { deprecate } from "../../src/services/deprecate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { memoryLedger } from "../helpers/memory-ledger.ts";
import { copyOfProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prompt = "billing/summarize";
const id = `${prompt}@staging~1`;
const ask = { candidate: `${prompt}@1.0.1`, environment: "staging", share: 0.5, alpha: 0.05, guards: [{ name: "no-complaint", margin: 0.02 }] };
let made: Promise<ReleaseProject> | undefined;

/** 1.0.0 is live in staging, 1.0.1 is published. */
async function released(): Promise<ReleaseProject> {
  const project = await releaseProject();
  const deps = await project.deps();
  await publish(deps, { prompt });
  await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  await project.temp.commit(promptFiles({ more: "Kindly." }));
  await publish(deps, { prompt });
  return project;
}

async function lab() {
  made ??= released();
  const project = await made;
  const base = await project.deps(60_000);
  const ledger = memoryLedger(foldState);
  const folder = tempFolder();
  // The same salt always: who gets what, and with it what outcomes say, is no matter of luck.
  const random = { ...base.random, hex: (bytes: number) => "5a".repeat(bytes) };
  return { ...base, random, project, ledger, openLedger: () => Promise.resolve(ledger), given: givenFiles(folder), folder };
}

let deps: Awaited<ReturnType<typeof lab>>;
beforeEach(async () => {
  deps = await lab();
});

/** A file of outcomes; what each unit's value is follows from its arm and number. */
function outcomes(name: string, start: ExperimentStart, units: number, value: (arm: Arm, at: number) => object | undefined): string {
  const lines = Array.from({ length: units }, (_, at) => {
    const unit = `user-${at}`;
    const said = value(assignArm(start, unit), at);
    return said === undefined ? [] : [JSON.stringify({ unit, ...said })];
  }).flat();
  writeFileSync(join(deps.folder, name), `${lines.join("\n")}\n`);
  return name;
}

async function started(): Promise<ExperimentStart> {
  const { start } = await startExperiment(deps, ask);
  if (start === undefined) throw new Error("it was not started");
  return start;
}

describe("an experiment", () => {
  test("compares a version with the live one until its outcomes say which is better", async () => {
    const start = await started();
    expect(start).toMatchObject({
      experiment: id,
      control: { version: "1.0.0" },
      candidate: { version: "1.0.1" },
      share: 0.5,
      salt: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect((await experimentStatus(deps, { all: false, fetch: false })).experiments).toMatchObject([
      { verdict: "running", reason: { code: "not-enough-yet" } },
    ]);

    const few = outcomes("few.jsonl", start, 20, () => ({ value: 1, "no-complaint": 1 }));
    expect(await recordOutcomes(deps, { experiment: id, file: few })).toMatchObject({
      recorded: 20,
      already_there: 0,
      shared: true,
      status: { verdict: "running" },
    });
    const many = outcomes("many.jsonl", start, 400, (arm, at) => ({ value: arm === "candidate" || at % 2 === 0 ? 1 : 0, "no-complaint": 1 }));
    const result = await recordOutcomes(deps, { experiment: id, file: many });
    expect(result).toMatchObject({ recorded: 400, already_there: 20, status: { verdict: "better", split: { fits: true } } });
    expect(result.status.primary.interval[0]).toBeGreaterThan(0);
    // Twice the same file is once.
    expect((await recordOutcomes(deps, { experiment: id, file: many })).status).toEqual(result.status);
    const status = await experimentStatus(deps, { experiment: id, all: false, fetch: false });
    expect(experimentStatusText(status, { width: 120, color: false })).toMatch(
      /^billing\/summarize@staging~1: better\. The candidate is better: .*\nnext: promptops promote billing\/summarize@1\.0\.1 staging$/s,
    );

    for await (const { path, text } of (await deps.ledger.view()).records("experiments")) expect(checkRecord(path, text)).toEqual([]);
    expect(JSON.stringify(await Array.fromAsync((await deps.ledger.view()).records("experiments")))).not.toContain("user-1");
  });

  test("ends by itself where a guard is hurt, and from then on everybody gets control", async () => {
    const start = await started();
    const unit = ["a", "b", "c", "d", "e", "f"].find((each) => assignArm(start, each) === "candidate")!;
    expect(await assignUnit(deps, id, unit)).toEqual({ experiment: id, arm: "candidate", version: `${prompt}@1.0.1`, running: true });
    expect(await assignUnit(deps, prompt, unit)).toMatchObject({ experiment: id });
    const file = outcomes("hurt.jsonl", start, 300, (arm, at) => ({ value: 1, "no-complaint": arm === "control" || at % 3 > 0 ? 1 : 0 }));
    expect(await recordOutcomes(deps, { experiment: id, file })).toMatchObject({
      status: { verdict: "harmful", reason: { code: "guard-harmed" }, stop: { verdict: "harmful" }, guards: [{ harmed: true }] },
    });
    expect(await assignUnit(deps, id, unit)).toMatchObject({ arm: "control", version: `${prompt}@1.0.0`, running: false });
    await expect(recordOutcomes(deps, { experiment: id, file })).rejects.toMatchObject({ code: "experiment-over" });
    expect((await experimentStatus(deps, { all: false, fetch: false })).experiments).toEqual([]);
    expect((await experimentStatus(deps, { all: true, fetch: false })).experiments).toMatchObject([{ verdict: "harmful" }]);
    expect((await startExperiment(deps, ask)).start?.experiment).toBe(`${prompt}@staging~2`);
  });

  test("ends by itself where outcomes of one arm are lost: nothing that is left is to be trusted", async () => {
    const start = await started();
    const file = outcomes("lost.jsonl", start, 400, (arm, at) => (arm === "candidate" && at % 2 === 0 ? undefined : { value: 1 }));
    expect(await recordOutcomes(deps, { experiment: id, file })).toMatchObject({
      status: { verdict: "invalid", reason: { code: "sample-ratio-mismatch" }, stop: {} },
    });
  });

  test("is stopped by a person with a reason, once", async () => {
    await started();
    await expect(stopExperiment(deps, { experiment: id, reason: " " })).rejects.toMatchObject({ code: "missing-reason" });
    expect(await stopExperiment(deps, { experiment: id, reason: "Enough." })).toMatchObject({
      outcome: "stopped",
      status: { verdict: "inconclusive", reason: { code: "stopped-by-person", message: "Enough." } },
    });
    expect(await stopExperiment(deps, { experiment: id, reason: "Again." })).toMatchObject({
      outcome: "already-stopped",
      status: { reason: { message: "Enough." } },
    });
  });
});

describe("what is refused", () => {
  test("two at once, the live version against itself, what was never published, what the policy holds back", async () => {
    await started();
    await expect(startExperiment(deps, ask)).rejects.toMatchObject({ code: "experiment-running", hint: expect.stringContaining(`experiment stop ${id}`) });
    await expect(startExperiment(deps, { ...ask, candidate: `${prompt}@1.0.0` })).rejects.toMatchObject({ code: "nothing-to-compare" });
    await expect(startExperiment(deps, { ...ask, candidate: `${prompt}@2.0.0` })).rejects.toMatchObject({ code: "unknown-version" });
    await expect(startExperiment(deps, { ...ask, environment: "production" })).rejects.toMatchObject({ code: "nothing-live" });
    await expect(startExperiment(deps, { ...ask, environment: "nowhere" })).rejects.toMatchObject({ code: "unknown-environment" });
    const other = await copyOfProject(deps.project);
    const there = { ...(await other.deps(60_000)), openLedger: () => Promise.resolve(memoryLedger(foldState)) };
    await deprecate(there, { version: ask.candidate, reason: "Rude." });
    expect(await startExperiment(there, ask)).toMatchObject({ outcome: "refused", refusals: [{ code: "deprecated" }] });
  });

  test("a file with anything wrong, wholly and with every line", async () => {
    const start = await started();
    const arm = assignArm(start, "b") === "control" ? "candidate" : "control";
    writeFileSync(join(deps.folder, "header.csv"), "unti,value\na,1\nb,1\n");
    await expect(recordOutcomes(deps, { experiment: id, file: "header.csv" })).rejects.toMatchObject({
      code: "invalid-outcomes",
      problems: [{ rule: "unknown-column", line: 1, hint: "Did you mean `unit`?" }],
    });
    writeFileSync(join(deps.folder, "wrong.csv"), `unit,value,arm\na,1,\nb,1,${arm}\nc,2,\n`);
    await expect(recordOutcomes(deps, { experiment: id, file: "wrong.csv" })).rejects.toMatchObject({
      code: "invalid-outcomes",
      problems: [{ line: 3, message: expect.stringContaining("was assigned") }, { line: 4 }],
    });
    writeFileSync(join(deps.folder, "short.csv"), 'unit,value,arm\na,1.2,\nb,1\nc,7,\nd,1,,\ne,2,\nf,"1"0,\ng,3,\n');
    await expect(recordOutcomes(deps, { experiment: id, file: "short.csv" })).rejects.toMatchObject({
      problems: [
        { line: 2, rule: "invalid-outcome", message: '`value` cannot be "1.2": it is a number from 0 to 1.' },
        { line: 3, rule: "invalid-csv", message: "The row has 2 cells, the header 3." },
        { line: 4, rule: "invalid-outcome" },
        { line: 5, rule: "invalid-csv", message: "The row has 4 cells, the header 3." },
        { line: 6, rule: "invalid-outcome" },
        { line: 7, rule: "invalid-csv" },
      ],
    });
    for (const [file, lines] of Object.entries({ "many.csv": "unit,value\n" + "a,2\nb\n".repeat(200), "many.jsonl": '{"unit":"a","value":2}\n'.repeat(200) })) {
      writeFileSync(join(deps.folder, file), lines);
      const problems = await recordOutcomes(deps, { experiment: id, file }).catch((error: unknown) => (error as PromptopsError).problems);
      expect(problems).toHaveLength(101);
      expect(problems).toMatchObject({ 100: { rule: "too-many-problems" } });
    }
    writeFileSync(
      join(deps.folder, "twice.jsonl"),
      [{ value: 1 }, { value: 0 }, { value: 1 }, { value: 0, at: "2026-11-20T09:05:00Z" }]
        .map((said) => `${JSON.stringify({ unit: "u", ...said })}\n`)
        .join(""),
    );
    await expect(recordOutcomes(deps, { experiment: id, file: "twice.jsonl" })).rejects.toMatchObject({
      code: "invalid-outcomes",
      problems: [{ line: 2, rule: "invalid-outcome", message: expect.stringContaining("line 1 says that `value` is 1, and this one says 0") }],
    });
    writeFileSync(join(deps.folder, "empty.jsonl"), "");
    await expect(recordOutcomes(deps, { experiment: id, file: "empty.jsonl" })).rejects.toMatchObject({ code: "invalid-outcomes" });
    await expect(recordOutcomes(deps, { experiment: id, file: "none.jsonl" })).rejects.toMatchObject({ code: "no-such-file" });
    await expect(recordOutcomes(deps, { experiment: `${prompt}@staging~2`, file: "none.jsonl" })).rejects.toMatchObject({
      code: "unknown-experiment",
      hint: expect.stringContaining(id),
    });
    await expect(assignUnit(deps, id, " ")).rejects.toMatchObject({ code: "missing-argument", exit: "usage" });
    const empty = { ...deps, openLedger: () => Promise.resolve(memoryLedger(foldState)) };
    await expect(experimentStatus(empty, { experiment: id, all: false, fetch: false })).rejects.toMatchObject({
      code: "unknown-experiment",
      hint: expect.stringMatching(/^None was ever started/),
    });
    expect((await experimentStatus(deps, { all: false, fetch: false })).experiments[0]?.primary.control.n).toBe(0);
  });
});
