import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { EvalListResult } from "../../src/core/results/eval-list.ts";
import type { EvalMergeResult } from "../../src/core/results/eval-merge.ts";
import type { EvalShowResult } from "../../src/core/results/eval-show.ts";
import type { EvalResult } from "../../src/core/results/eval.ts";
import { echoProject, echoSuite, echoWords } from "../helpers/echo-project.ts";
import { loopbackModel, type LoopbackModel } from "../helpers/loopback-model.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import type { TempRepo } from "../helpers/temp-repo.ts";

let model: LoopbackModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

async function project(extra: Readonly<Record<string, string>> = {}): Promise<TempRepo> {
  model = await loopbackModel();
  return echoProject(model.url, extra);
}

async function json<T = EvalResult>(repo: TempRepo, ...args: string[]): Promise<{ exitCode: number; data: T }> {
  const { exitCode, json: document } = await runJson(["eval", ...args], { cwd: repo.root });
  return { exitCode, data: document.data as T };
}

describe("promptops eval", () => {
  it("runs what patterns, a sample and a shard leave, the same each time", async () => {
    const repo = await project();
    expect((await json(repo, "--filter", "w0[", "--filter", "/^w1/")).exitCode).toBe(2);
    expect((await json(repo, "--filter", "w0?", "--filter", "/^W11$/i")).data.evaluation?.prompts[0]).toMatchObject({ complete: false, totals: { cases: 11 } });
    const asked = model?.asked.length;
    const { data } = await json(repo, "--filter", "w0?", "--sample", "4", "--shard", "1/2");
    expect(data.evaluation?.prompts[0]?.totals).toMatchObject({ cases: 2, cached: 2 });
    expect((await json(repo, "--filter", "w0?", "--sample", "4", "--seed", "0", "--shard", "1/2")).data.evaluation?.prompts[0]?.totals).toMatchObject({
      cached: 2,
    });
    expect(model?.asked).toHaveLength(asked ?? 0);
  });

  it("asks several models, or another provider, everything, and shows them side by side", async () => {
    const repo = await project();
    const { stdout } = await runCli(["eval", "--model", "local/one", "--model", "again/two", "--filter", "w00"], { cwd: repo.root });
    expect(stdout).toContain("suite     local/one   again/two\nmain     1/1 · 1.00  1/1 · 1.00\n");
    const { data } = await json(repo, "--provider", "again", "--case", "w00");
    expect(data.evaluation?.prompts).toMatchObject([{ label: "echo", model: "again/one" }]);
  });

  it("stops at the first failure with exit 1, says how much was not run, and goes on", async () => {
    const repo = await project({ "prompts/echo/evals/main.yml": echoSuite().replace("expected: w02", "expected: other") });
    const { stdout, exitCode } = await runCli(["eval", "--fail-fast", "--concurrency", "1"], { cwd: repo.root });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}main\/w02\n/);
    const id =
      /fail so far: of 3 cases 1 failed; 9 results were not run\.\nnext: `promptops eval --resume (\S+)` runs what is missing\./.exec(stdout)?.[1] ?? "";
    expect(model?.asked).toEqual(["w00", "w01", "w02"]);
    expect(await json(repo, "--resume", id)).toMatchObject({ exitCode: 1, data: { evaluation: { id, prompts: [{ complete: true, totals: { cases: 12 } }] } } });
    expect(model?.asked.toSorted()).toEqual(echoWords);
  });

  it("evaluates only prompts that changed; nothing changed is exit 0 with a sentence, an unknown commit exit 2", async () => {
    const repo = await project();
    const { stdout, exitCode } = await runCli(["eval", "--changed", "--output", "report.xml"], { cwd: repo.root });
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^No prompt differs from the merge base with main \([0-9a-f]{7}\)\.\npass: /) as string,
    });
    expect(await readFile(join(repo.root, "report.xml"), "utf8")).toContain('<testsuites name="promptops" tests="0"');
    expect(model?.asked).toEqual([]);

    await repo.commit({ "prompts/new/prompt.yml": await readFile(join(repo.root, "prompts/echo/prompt.yml"), "utf8") });
    await repo.commit({ "prompts/new/evals/main.yml": echoSuite(["w00"]) });
    const { data } = await json(repo, "--changed", "HEAD~1");
    expect(data).toMatchObject({ changed: { since: "HEAD~1", prompts: ["new"] }, evaluation: { prompts: [{ label: "new", complete: true }] } });
    expect(await json(repo, "--changed=HEAD~2", "echo")).toMatchObject({ exitCode: 0, data: { changed: { prompts: [] }, evaluation: { prompts: [] } } });
    const refused = await runCli(["eval", "--changed", "nope"], { cwd: repo.root });
    expect(refused).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^error\[unknown-revision\]: "nope" names no commit\.\n --> --changed\n/) as string,
    });
  });

  it("runs shards apart and brings them together as if nothing had been cut, with its reports", async () => {
    const repo = await project({ "prompts/echo/evals/main.yml": echoSuite().replace("expected: w05", "expected: other") });
    for (const shard of ["1/3", "2/3", "3/3"]) {
      const file = `shards/${shard.slice(0, 1)}.evaluation.jsonl`;
      const { stderr, exitCode } = await runCli(["eval", "--no-cache", "--shard", shard, "--output", file], { cwd: repo.root });
      // w05 is the sixth case.
      expect({ stderr, exitCode }).toEqual({ stderr: `Written to ${file}\n`, exitCode: shard === "3/3" ? 1 : 0 });
    }
    expect(model?.asked.toSorted()).toEqual(echoWords);
    await rm(join(repo.root, ".git/promptops"), { recursive: true });

    const merged = await json<EvalMergeResult>(repo, "merge", "shards", "--output", "report.xml", "--output", "markdown=summary");
    expect(merged).toMatchObject({
      exitCode: 1,
      data: {
        merged: [{ shard: "1/3" }, { shard: "2/3" }, { shard: "3/3" }],
        evaluation: { verdict: "fail", prompts: [{ complete: true, totals: { cases: 12, passed: 11 } }] },
      },
    });
    expect(await readFile(join(repo.root, "report.xml"), "utf8")).toContain('tests="12" failures="1"');
    expect(await readFile(join(repo.root, "summary"), "utf8")).toContain("fail: 1 of 12 cases failed.");

    const missing = await runCli(["eval", "merge", "shards/1.evaluation.jsonl", "shards/3.evaluation.jsonl"], { cwd: repo.root });
    expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("error[cannot-merge]: Shard 2/3 is missing.") as string });
    expect((await json<EvalListResult>(repo, "list")).data.evaluations).toHaveLength(1);
  });

  it("lists what was evaluated and shows it again, a case of it whole", async () => {
    const repo = await project({ "prompts/echo/evals/main.yml": echoSuite(["w00", "w01"]).replace("expected: w01", "expected: other") });
    expect((await runCli(["eval", "list"], { cwd: repo.root })).stdout).toBe("Nothing was evaluated here yet. `promptops eval` does.\n");
    expect((await runCli(["eval", "show"], { cwd: repo.root })).exitCode).toBe(2);
    const { stdout: report } = await runCli(["eval"], { cwd: repo.root });
    const { data } = await json<EvalListResult>(repo, "list", "--prompt", "echo");
    expect(data).toMatchObject({ evaluations: [{ state: "finished", verdict: "fail", cases: 2, passed: 1, failed: 1, errors: 0 }], more: false });
    const shown = await runCli(["eval", "show"], { cwd: repo.root });
    expect(shown).toMatchObject({ exitCode: 0, stderr: "" });
    expect(shown.stdout.replace(/^.*\n\n/, "")).toBe(report);
    expect((await runCli(["eval", "show", "--failures"], { cwd: repo.root })).stdout).toContain(
      "FAIL  echo main/w01  0.00\n  inputs\n    word: w01\n  expected\n    other\n  answer\n    w01\n",
    );
    expect((await json<EvalShowResult>(repo, "show", "--case", "main/w00")).data).toMatchObject({ results: [{ case: "w00", status: "pass" }] });
    const id = data.evaluations[0]?.id ?? "";
    await runCli(["eval", "show", id, "--output", "again.evaluation.jsonl"], { cwd: repo.root });
    expect((await json<EvalShowResult>(repo, "show", "again.evaluation.jsonl")).data.evaluation).toMatchObject({ id, verdict: "fail" });
  });

  it("tells what it would take of what was selected", async () => {
    const repo = await project();
    expect((await json(repo, "--dry-run", "--sample", "5", "--model", "local/one", "--model", "again/two")).data.estimate).toMatchObject({
      answers: 10,
      calls: 10,
    });
    expect((await json(repo, "--dry-run", "--changed")).data).toMatchObject({ changed: { prompts: [] }, estimate: { answers: 0, calls: 0 } });
    expect(model?.asked).toEqual([]);
  });

  it.each([
    [["--seed", "x"], "invalid-flag"],
    [["--sample", "0"], "invalid-flag"],
    [["--shard", "3/2"], "invalid-flag"],
    [["--provider", "agian"], "unknown-provider"],
    [["--model", "local/one", "--model", "nobody/one"], "unknown-model"],
    [["--filter", "/(/"], "invalid-flag"],
    [["--filter", "nothing*"], "nothing-matches"],
    [["--output", "report"], "invalid-flag"],
    [["--watch", "--resume"], "invalid-flag"],
    [["--watch"], "invalid-flag"],
    [["--retry-errors"], "nothing-to-resume"],
    [["list", "--prompt", "x"], "nothing-matches"],
    [["show", "20260101T000000000Z-00000000"], "unknown-evaluation"],
    [["show", "no-such-file"], "no-such-file"],
    [["merge"], "missing-argument"],
    [["merge", "prompts"], "not-an-evaluation"],
  ])("refuses %j with exit 2 before any call", async (args, code) => {
    const repo = await project();
    const { exitCode, json: document } = await runJson(["eval", ...args], { cwd: repo.root });
    expect({ exitCode, code: document.error?.code }).toEqual({ exitCode: 2, code });
    expect(model?.asked).toEqual([]);
  });

  it("cannot be asked for a prompt that is called like one of its own commands", async () => {
    const repo = await project({ "prompts/list/prompt.yml": "schema_version: 1\nmessages: [{ role: user, content: x }]\nmodel: { id: local/one }\n" });
    expect(await runCli(["validate"], { cwd: repo.root })).toMatchObject({
      exitCode: 2,
      stdout: expect.stringContaining("`list` is reserved for commands") as string,
    });
    expect((await runCli(["eval", "list"], { cwd: repo.root })).stdout).toContain("Nothing was evaluated here yet.");
  });
});
