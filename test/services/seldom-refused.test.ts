import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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
  const reported = { about: "20261120T090000000Z-aaaaaaaa", case: "p core/a (epoch 2)" };
  await expect(ratedAnswer({ evaluations } as never, reported)).rejects.toMatchObject({ code: "no-answer" });
});

describe("feedback on one of several prompts", () => {
  const labels = ["support/triage (demo/small)", "support/triage@1.0.0 (demo/small)", "support/triage (demo/large)"];
  const results = async function* () {
    for (const prompt of labels)
      yield { prompt, suite: "core", case: "jhon", epoch: 1, case_digest: "d", output: "x", status: "pass", checks: [] as CaseResult["checks"] } as CaseResult;
    yield { prompt: "support/other", suite: "core", case: "else", epoch: 1 } as CaseResult;
  };
  const evaluations = { results, header: () => Promise.resolve({ id: "e" }) } as unknown as EvaluationStore;
  const rated = (prompt: string, epoch?: number) =>
    ratedAnswer({ evaluations } as never, { about: "20261120T090000000Z-aaaaaaaa", case: "core/jhon", prompt, epoch });

  test.each([
    ["support/triage@1.0.0", labels[1]],
    ["support/triage@1.0.0 · demo/small", labels[1]],
    ["support/triage · demo/small", labels[0]],
    ["support/triage (demo/large)", labels[2]],
    ["large", labels[2]],
  ])("%s is the one that is called so", async (wanted, label) => {
    expect(await rated(wanted)).toMatchObject({ result: { prompt: label } });
  });

  test("a name that several have says which of them, and no others", async () => {
    await expect(rated("support/triage")).rejects.toMatchObject({
      code: "ambiguous-answer",
      message: expect.not.stringContaining("@1.0.0") as string,
    });
  });

  test("the flag that matched nothing is named, with what there is", async () => {
    await expect(rated("support/triage@2.0.0 (demo/small)")).rejects.toMatchObject({ where: "--prompt", hint: `Did you mean \`--prompt "${labels[1]}"\`?` });
    await expect(rated("zzz")).rejects.toMatchObject({ where: "--prompt", hint: expect.stringContaining(`\`--prompt "${labels[2]}"\``) as string });
    await expect(rated("large", 2)).rejects.toMatchObject({ where: "--epoch", hint: "Did you mean `--epoch 1`?" });
  });
});
