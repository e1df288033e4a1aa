import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitIn } from "../../src/adapters/git/run-git.ts";
import { sqliteLock } from "../../src/adapters/sqlite/lock.ts";
import { timeOf } from "../../src/core/schedule/time-of.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { RunRecord } from "../../src/core/ledger/run-record.ts";
import { compileAttachment } from "../../src/core/template/compile-attachment.ts";
import type { EvaluationStore } from "../../src/ports/evaluation-store.ts";
import { ratedAnswer } from "../../src/services/feedback/rated-answer.ts";
import { recordIn } from "../../src/services/run-due/read-record.ts";
import { runDue } from "../../src/services/run-due.ts";
import type { RunDueDeps } from "../../src/services/run-due/run-due-deps.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { promptOf } from "../helpers/prompt-of.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const now = Date.UTC(2026, 10, 20, 9);

test("a lock where no folder can be is unusable, and says where", async () => {
  const file = join(tempFolder(), "file");
  writeFileSync(file, "");
  await expect(sqliteLock(join(file, "below"), fakeClock(now)).holding("x", 0, () => Promise.resolve())).rejects.toMatchObject({
    code: "lock-unusable",
    exit: "environment",
    where: expect.stringContaining("below"),
  });
});

test("a git command that fails is told in git's own words", async () => {
  await expect(gitIn(tempFolder()).must(["rev-parse", "HEAD"])).rejects.toMatchObject({
    code: "git-failed",
    message: expect.stringMatching(/`git rev-parse.*not a git repository/s),
  });
});

test("a time that is none names its flag", () => {
  expect(() => timeOf("yesterday-ish", { flag: "--since", now: 0 })).toThrow(
    expect.objectContaining({ code: "invalid-time", where: "--since", exit: "usage" }) as Error,
  );
});

test("an attachment that names nothing names itself", () => {
  const leaf = { path: ["messages", 0, "content", 1], source: { path: "images/gone.png" } };
  expect(() => compileAttachment({ ...promptOf({}), files: {} }, leaf)).toThrow(
    expect.objectContaining({ code: "invalid-attachment", message: expect.stringContaining("`images/gone.png`") }) as Error,
  );
});

test("a tick more than a day ahead would silence its jobs for ever", async () => {
  const deps = { clock: fakeClock(now) } as unknown as RunDueDeps;
  await expect(runDue(deps, { at: now + 2 * 86_400_000, jobs: [], dryRun: false })).rejects.toMatchObject({ code: "time-ahead", where: "--at" });
});

test("a record that is not what its place says is named", () => {
  expect(() => recordIn(RunRecord, "runs/2026/11/20/09/x.json", "{}")).toThrow(
    expect.objectContaining({ code: "ledger-damaged", message: expect.stringContaining("runs/2026/11/20/09/x.json") }) as Error,
  );
});

test("feedback that several answers fit asks which of them", async () => {
  const results = async function* () {
    for (const epoch of [1, 2]) yield { prompt: "p", suite: "core", case: "a", epoch } as CaseResult;
  };
  const evaluations = { results, header: () => Promise.resolve({ id: "e" }) } as unknown as EvaluationStore;
  await expect(ratedAnswer({ evaluations } as never, { about: "20261120T090000000Z-aaaaaaaa", case: "a" } as never)).rejects.toMatchObject({
    code: "ambiguous-answer",
    message: expect.stringContaining("epoch 2"),
  });
});
