import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { EvalResult } from "../../src/core/results/eval.ts";
import { loopbackModel, type LoopbackModel } from "../helpers/loopback-model.ts";
import { childEnvironment, runCli } from "../helpers/run-cli.ts";
import { tempRepo, type TempRepo } from "../helpers/temp-repo.ts";
import { resultsOfFile } from "../helpers/results-of-file.ts";

const bin = fileURLToPath(new URL("../../bin/run.js", import.meta.url));
const words = Array.from({ length: 12 }, (_, n) => `w${String(n).padStart(2, "0")}`);

let model: LoopbackModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

async function project(url: string, extra: Readonly<Record<string, string>> = {}): Promise<TempRepo> {
  const repo = await tempRepo();
  await repo.commit({
    ".promptops.yml": `schema_version: 1\nproviders:\n  local: { kind: openai, api: chat, base_url: "${url}", max_retries: 0 }\nprices:\n  local/one: { input: 1, output: 2 }\n`,
    "prompts/echo/prompt.yml":
      'schema_version: 1\nvariables:\n  word: { type: string }\nmessages:\n  - { role: user, content: "{{ word }}" }\nmodel: { id: local/one }\n',
    "prompts/echo/evals/main.yml": `schema_version: 1\nassertions: [{ type: equals }]\ncases:\n${words.map((word) => `  - { id: ${word}, inputs: { word: ${word} }, expected: ${word} }`).join("\n")}\n`,
    ...extra,
  });
  return repo;
}

async function json(repo: TempRepo, ...args: string[]): Promise<{ exitCode: number; data: EvalResult; error?: { code: string; hint: string } }> {
  const { stdout, exitCode } = await runCli(["eval", ...args, "--json"], { cwd: repo.root });
  return { exitCode, ...(JSON.parse(stdout) as { data: EvalResult }) };
}

/** Everything of a result that a second run of the same case would repeat. */
function lasting({ latency_ms: _, ...rest }: CaseResult): Partial<CaseResult> {
  return rest;
}

describe("promptops eval", () => {
  it("evaluates every prompt, and answers the second time from the cache", async () => {
    model = await loopbackModel();
    const repo = await project(model.url);
    const first = await json(repo);
    expect(first).toMatchObject({
      exitCode: 0,
      data: { evaluation: { verdict: "pass", prompts: [{ label: "echo", totals: { cases: 12, passed: 12, calls: 12, cost_nano_usd: 240_000 } }] } },
    });
    const second = await json(repo);
    expect(second).toMatchObject({ exitCode: 0, data: { evaluation: { prompts: [{ totals: { calls: 0, cached: 12, cost_nano_usd: 0 } }] } } });
    expect(model.asked).toHaveLength(12);
    const third = await json(repo, "echo", "--no-cache", "--case", "w03");
    expect(third).toMatchObject({ data: { evaluation: { prompts: [{ complete: false, totals: { cases: 1, calls: 1 } }] } } });
  });

  it("goes on after kill -9: only what is missing is asked, and the file is that of a run nobody killed", async () => {
    model = await loopbackModel(5);
    const repo = await project(model.url);
    const child = spawn(process.execPath, [bin, "eval", "--no-cache", "--concurrency", "3"], { cwd: repo.root, env: childEnvironment(), stdio: "ignore" });
    const gone = new Promise((resolve) => child.once("close", resolve));
    await model.until(8);
    child.kill("SIGKILL");
    await gone;
    model.release();
    const before = model.asked.length;

    const resumed = await json(repo, "--resume");
    expect(resumed).toMatchObject({
      exitCode: 0,
      data: { evaluation: { verdict: "pass", prompts: [{ totals: { cases: 12, passed: 12, calls: 12, cached: 0 } }] } },
    });
    expect(model.asked.length - before).toBe(7);

    const undisturbed = await json(repo, "--no-cache");
    const [a, b] = await Promise.all([resumed, undisturbed].map(({ data }) => resultsOfFile(data.evaluation?.results ?? "")));
    expect(a?.map(lasting)).toEqual(b?.map(lasting));
    expect((await json(repo, "--resume")).error?.code).toBe("nothing-to-resume");
  });

  it("stops at Ctrl-C with exit 130, writes the reports of what there is, and says how to go on", async () => {
    model = await loopbackModel(5);
    const repo = await project(model.url);
    const child = spawn(process.execPath, [bin, "eval", "--concurrency", "3", "--output", "report.xml", "--output", "report.json"], {
      cwd: repo.root,
      env: childEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let talk = "";
    const heard = new Promise<void>((resolve) => {
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        talk += text;
        if (talk.includes("Interrupted:")) resolve();
      });
    });
    const gone = new Promise((resolve) => child.once("close", (code) => resolve(code)));
    await model.until(8);
    child.kill("SIGINT");
    // Else a busy machine has given every answer before the signal comes.
    await Promise.race([heard, gone]);
    model.release();
    expect(await gone).toBe(130);
    const id = /--resume (\S+?)`/.exec(talk)?.[1];
    expect(talk).toContain("error[interrupted]");
    expect(talk).toContain("Written to report.xml, of an evaluation that is not finished\n");
    expect(JSON.parse(await readFile(join(repo.root, "report.json"), "utf8"))).toMatchObject({ id, verdict: "unfinished", not_run: expect.any(Number) });
    expect(await readFile(join(repo.root, "report.xml"), "utf8")).toContain('<testcase classname="promptops" name="not finished"');
    expect(await json(repo, "--resume", id ?? "")).toMatchObject({ exitCode: 0, data: { evaluation: { id, verdict: "pass" } } });
  });

  it("counts calls, tokens and cost without making a call", async () => {
    model = await loopbackModel();
    const repo = await project(model.url);
    const { exitCode, data } = await json(repo, "--dry-run", "--epochs", "2");
    expect({ exitCode, asked: model.asked }).toEqual({ exitCode: 0, asked: [] });
    expect(data.estimate).toMatchObject({ answers: 24, calls: 24, cached: 0, judgements: 0 });
    expect(data.estimate?.input_tokens).toBeGreaterThan(0);
    await json(repo);
    expect((await json(repo, "--dry-run", "--epochs", "2")).data.estimate).toMatchObject({ calls: 12, cached: 12 });
  });

  it("fails with exit 1, shows the failure first, and writes a report whole", async () => {
    model = await loopbackModel();
    const repo = await project(model.url, {
      "prompts/echo/evals/bad.yml": "schema_version: 1\nassertions: [{ type: equals }]\ncases: [{ id: wrong, inputs: { word: a }, expected: b }]\n",
    });
    const { stdout, stderr, exitCode } = await runCli(["eval", "echo", "--suite", "bad", "--output", "out/report.xml"], {
      cwd: repo.root,
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "Written to out/report.xml\n" });
    expect(stdout).toMatch(/^FAIL {2}bad\/wrong\n {4}equals: expected "b"\n {4}answer: a\n/);
    expect(stdout).toContain("fail: 1 of 1 case failed.");
    expect(await readFile(join(repo.root, "out/report.xml"), "utf8")).toContain('<failure message="equals: expected &quot;b&quot;"');
  });

  it.each([".promptops.yml/report.xml", "terminal=prompts", "/nowhere-at-all/report.xml"])(
    "refuses before any call to write its report to %s",
    async (path) => {
      model = await loopbackModel();
      const repo = await project(model.url);
      expect(await json(repo, "--output", path)).toMatchObject({ exitCode: 3, error: { code: "cannot-write" } });
      expect(model.asked).toEqual([]);
    },
  );

  it("takes a case by the name that a report calls it", async () => {
    model = await loopbackModel();
    const repo = await project(model.url);
    const [word = ""] = words;
    expect(await json(repo, "--case", `main/${word}`)).toMatchObject({ exitCode: 0, data: { evaluation: { prompts: [{ totals: { cases: 1 } }] } } });
  });

  it("writes nothing but the report to stdout", async () => {
    model = await loopbackModel();
    const repo = await project(model.url);
    const { stdout } = await runCli(["eval", "--reporter", "json"], { cwd: repo.root });
    expect((JSON.parse(stdout) as { verdict: string }).verdict).toBe("pass");
  });

  it("runs the repository's scorers, and refuses them with --no-code before any call", async () => {
    model = await loopbackModel();
    const repo = await project(model.url, {
      "prompts/echo/evals/main.yml":
        "schema_version: 1\nassertions: [{ type: javascript, file: scorers/short.mjs, config: 3 }]\ncases: [{ id: a, inputs: { word: abc } }, { id: b, inputs: { word: abcd } }]\n",
      "scorers/short.mjs": "export default (input, most) => ({ score: input.output.length <= most ? 1 : 0, reason: `${input.output.length} letters` });\n",
    });
    expect(await json(repo, "--no-code")).toMatchObject({ exitCode: 2, error: { code: "code-refused" } });
    expect(model.asked).toEqual([]);
    expect(await json(repo)).toMatchObject({ exitCode: 1, data: { evaluation: { failures: { first: [{ case: "b", checks: [{ reason: "4 letters" }] }] } } } });
  });

  it.each([
    [["ecko"], "unknown-prompt", "Did you mean `echo`?"],
    [["--tag", "x"], "nothing-matches", ""],
    [["--case", `main/${words[0]}x`], "nothing-matches", `--case main/${words[0]}`],
    [["--suite", "man"], "nothing-matches", "--suite main"],
    [["--model", "locl/one"], "unknown-model", "local/…"],
    [["echo@1.0.0"], "unknown-version", ""],
    [["--max-cost", "much"], "invalid-flag", "2.50"],
    [["--resume", "20260101T000000000Z-00000000"], "unknown-evaluation", ""],
  ])("refuses %j with exit 2 and the next step", async (args, code, hint) => {
    model = await loopbackModel();
    const repo = await project(model.url);
    const { exitCode, error } = await json(repo, ...args);
    expect({ exitCode, code: error?.code }).toEqual({ exitCode: 2, code });
    expect(error?.hint).toContain(hint);
    expect(model.asked).toEqual([]);
  });
});
