import { DatabaseSync } from "node:sqlite";
import { readdirSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify as csv } from "csv-stringify/sync";
import { afterEach, describe, expect, it } from "vitest";
import { stringify as yaml } from "yaml";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { EvalResult } from "../../src/core/results/eval.ts";
import { echoProject, echoSuite, echoWords } from "../helpers/echo-project.ts";
import { loopbackModel, type LoopbackModel } from "../helpers/loopback-model.ts";
import { runCli } from "../helpers/run-cli.ts";
import { runJson } from "../helpers/run-json.ts";
import { startCli } from "../helpers/running-cli.ts";
import { readSpec } from "../helpers/spec.ts";
import type { TempRepo } from "../helpers/temp-repo.ts";
import { resultsOfFile } from "../helpers/results-of-file.ts";

interface Probe {
  readonly it: string;
  readonly edit?: Readonly<Record<string, readonly [from: string, to: string]>>;
  readonly files?: Readonly<Record<string, string | null>>;
  /** Each is a case's input and what is expected of the answer. */
  readonly texts?: readonly string[];
  readonly in?: "jsonl" | "csv";
  readonly run?: readonly string[];
  readonly exit: number;
  readonly says: readonly string[];
  readonly asked?: readonly string[];
}

const [probes] = readSpec<readonly Probe[]>("probes");

let model: LoopbackModel | undefined;
afterEach(async () => {
  await model?.close();
  model = undefined;
});

/** One case that passes, on lines that the probes name. */
const suite = `schema_version: 1
assertions:
  - type: equals
cases:
  - id: one
    inputs: { word: hello }
    expected: hello
`;

function suiteOf(texts: readonly string[], where: Probe["in"]): Record<string, string> {
  const cases = texts.map((text, at) => ({ id: `c${at}`, word: text, expected: text }));
  const head = "schema_version: 1\nassertions: [{ type: equals }]\n";
  const file = "prompts/echo/evals/main.yml";
  if (where === undefined) return { [file]: head + yaml({ cases: cases.map(({ id, word, expected }) => ({ id, inputs: { word }, expected })) }) };
  const data = where === "csv" ? csv(cases, { header: true }) : cases.map((each) => `${JSON.stringify(each)}\n`).join("");
  return { [file]: `${head}datasets: [{ path: data.${where} }]\n`, [`prompts/echo/evals/data.${where}`]: data };
}

async function probed({ edit = {}, files = {}, texts, in: where }: Probe, url: string): Promise<TempRepo> {
  const repo = await echoProject(url, { "prompts/echo/evals/main.yml": suite, ...(texts && suiteOf(texts, where)) });
  for (const [file, [from, to]] of Object.entries(edit)) {
    const text = await readFile(join(repo.root, file), "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not contain "${from}"`);
    await repo.write({ [file]: text.replace(from, () => to) });
  }
  for (const [file, text] of Object.entries(files)) {
    if (text === null) await rm(join(repo.root, file));
    else await repo.write({ [file]: text });
  }
  return repo;
}

describe("an evaluation lets nothing through:", () => {
  it.each((probes?.content ?? []).map((probe) => [probe.it, probe] as const))("%s", async (_, probe) => {
    model = await loopbackModel();
    const repo = await probed(probe, model.url);
    const { stdout, stderr, exitCode } = await runCli(probe.run ?? ["eval"], { cwd: repo.root, env: { SECRET_WORD: "not-to-be-seen" } });
    const told = stdout + stderr;
    for (const line of probe.says) expect(told).toContain(line);
    expect(exitCode).toBe(probe.exit);
    expect(told).not.toContain("not-to-be-seen");
    expect(model.asked.toSorted()).toEqual([...(probe.asked ?? probe.texts ?? [])].sort());
  });
});

async function evaluated(repo: TempRepo, ...args: string[]): Promise<{ readonly exitCode: number; readonly results: readonly CaseResult[] }> {
  const { exitCode, json } = await runJson(["eval", ...args], { cwd: repo.root });
  const file = (json.data as EvalResult).evaluation?.results ?? "";
  return { exitCode, results: await resultsOfFile(file) };
}

/** The results of the only evaluation, which is not finished. */
function logOf(repo: TempRepo): string {
  const folder = join(repo.root, ".git/promptops/evaluations");
  return join(folder, readdirSync(folder)[0] ?? "", "results.ndjson");
}

/** Those that have a whole line in the log; before them stands what they share. */
async function indexesKept(repo: TempRepo): Promise<number[]> {
  const [, ...lines] = (await readFile(logOf(repo), "utf8")).split("\n").slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as CaseResult).index).sort((a, b) => a - b);
}

describe("an evaluation that is killed", () => {
  it.each([0, 1, 6, 11])("after %i answers is completed by a resume: nothing is lost, nothing twice, nothing that was kept asked again", async (answered) => {
    model = await loopbackModel(answered);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--no-cache", "--concurrency", "1"], repo.root);
    await model.until(answered + 1);
    running.kill("SIGKILL");
    expect(await running.ended).toBe("SIGKILL");
    model.release();
    const { exitCode, results } = await evaluated(repo, "--resume");
    expect(exitCode).toBe(0);
    expect(results.map((result) => [result.index, result.case])).toEqual(echoWords.map((word, index) => [index, word]));
    // Only the one that was never answered was asked twice.
    expect(model.asked).toHaveLength(echoWords.length + 1);
  });

  it("between an answer and the cache asks those again that were in neither, and has every result once", async () => {
    model = await loopbackModel(3);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--concurrency", "2"], repo.root);
    await model.until(5);
    const cache = holdCache(repo);
    // Its answers come, and none of them can be kept: it is killed wherever it waits for that.
    model.release();
    running.kill("SIGKILL");
    expect(await running.ended).toBe("SIGKILL");
    cache.letGo();
    const kept = await indexesKept(repo);
    const before = model.asked.length;
    const { exitCode, results } = await evaluated(repo, "--resume");
    expect(exitCode).toBe(0);
    expect(results.map((result) => result.case)).toEqual(echoWords);
    expect(results.some(({ cached }) => cached === true)).toBe(false);
    // A result is written before its answer is cached, so what had come at that moment may be in one and not in the other.
    expect(kept.slice(0, 3)).toEqual([0, 1, 2]);
    expect(model.asked.slice(before).toSorted()).toEqual(echoWords.filter((_, index) => !kept.includes(index)));
  });

  it("between the cache and the result has the answer from the cache, and pays for it once", async () => {
    model = await loopbackModel(5);
    const repo = await echoProject(model.url);
    const running = startCli(["eval", "--concurrency", "1"], repo.root);
    await model.until(6);
    await untilCached(repo, 5);
    running.kill("SIGKILL");
    expect(await running.ended).toBe("SIGKILL");
    model.release();
    // As if it had been killed a moment earlier: the last result is gone, its answer is kept.
    const log = logOf(repo);
    const lines = (await readFile(log, "utf8")).split("\n");
    await writeFile(log, `${lines.slice(0, 5).join("\n")}\n${lines[5]?.slice(0, 40)}`);
    const { exitCode, results } = await evaluated(repo, "--resume");
    expect(exitCode).toBe(0);
    expect(results.map((result) => [result.case, result.cached])).toEqual(echoWords.map((word, at) => [word, at === 4 ? true : undefined]));
    expect(model.asked.toSorted()).toEqual([...echoWords, "w05"].sort());
  });
});

describe("an evaluation whose answers come out of order", () => {
  it("shows results in test order when the first case was the last to be answered", async () => {
    model = await loopbackModel(Infinity, ["slow"]);
    const repo = await echoProject(model.url, {
      "prompts/echo/evals/main.yml": echoSuite(["slow", ...echoWords])
        .replace("expected: w03", "expected: other")
        .replace("expected: slow", "expected: other"),
    });
    const running = startCli(["eval", "--json", "--no-cache", "--concurrency", "2"], repo.root);
    await model.until(13);
    model.release();
    expect(await running.ended).toBe(1);
    const { data } = JSON.parse(running.stdout()) as { readonly data: EvalResult };
    expect(data.evaluation?.failures.first.map((result) => result.case)).toEqual(["slow", "w03"]);
    const results = await resultsOfFile(data.evaluation?.results ?? "");
    expect(results.map((result) => result.case)).toEqual(["slow", ...echoWords]);
  });
});

/** A result is written before its answer is cached, and the next question asked in between. */
async function untilCached(repo: TempRepo, answers: number): Promise<void> {
  const database = new DatabaseSync(join(repo.root, ".git/promptops/cache/responses.sqlite"), { readOnly: true });
  const count = database.prepare("SELECT count(*) AS count FROM responses");
  while (count.get()?.["count"] !== answers) await new Promise((resolve) => setImmediate(resolve));
  database.close();
}

/** Takes the lock that whoever writes to the cache of answers needs. */
function holdCache(repo: TempRepo): { readonly letGo: () => void } {
  const database = new DatabaseSync(join(repo.root, ".git/promptops/cache/responses.sqlite"));
  database.exec("BEGIN IMMEDIATE");
  return {
    letGo() {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}
