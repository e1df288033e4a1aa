import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { recordingFiles } from "../../src/adapters/fs/recording-files.ts";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openProvider } from "../../src/adapters/providers/open-provider.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { Config } from "../../src/core/model/config.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
import { echoProvider, type EchoOptions } from "../helpers/echo-provider.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { providerPorts } from "../helpers/provider-ports.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const prices = { "echo/one": { input: 1, output: 2 }, "vectors/small": { input: 1, output: 0 } };
const replaying: Config["providers"] = {
  echo: { kind: "replay", recordings: "recordings" },
  vectors: { kind: "replay", recordings: "recordings" },
  again: { kind: "replay", recordings: "recordings", provider: "echo" },
};
const files = (suite: string) => ({ "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suite });
const judge = JSON.stringify({ reason: "It is.", choice: "yes" });
const judged = (suite: string) =>
  suite.replace(
    "{ type: equals }",
    "{ type: equals }, { type: similar, value: a, model: vectors/small, threshold: 0.01, weight: 0 }, { type: closed-qa, criteria: Is it a word?, model: echo/judge }",
  );

/** Says words back and judges; each answer takes longer and costs more than the one before. */
function model(answer?: EchoOptions["answer"]) {
  let calls = 0;
  return echoProvider({
    answer: (text, request, signal) => {
      calls += 1;
      const attempts = [
        { outcome: "rate-limit" as const, status: 429, latencyMs: 3 },
        { outcome: "answered" as const, latencyMs: 20.25 * calls },
      ];
      const given = { latencyMs: 20.25 * calls, attempts, ...(request.model === "judge" && { text: judge }) };
      return { ...given, ...(answer?.(text, request, signal) as object | undefined) };
    },
  });
}

/** Evaluates once for real, recording, in a folder of its own. */
async function recorded(suite: string, options: LabOptions = {}, given: Partial<EvaluateInput> = {}) {
  const root = tempFolder();
  const providers = options.providers ?? [model(), embeddingProvider()];
  const lab = evaluationLab({ files: files(suite), config: { prices }, ...options, providers });
  const { id, ...result } = await evaluate({ ...lab.deps, recordings: recordingFiles(root, "recordings") }, lab.input(given));
  return { root, result, results: await Array.fromAsync(lab.deps.evaluations.results(id)) };
}

/** A lab whose providers give the recordings of `root` again. */
function replayLab(root: string, suite: string, config: Partial<Config> = {}) {
  const all = { providers: replaying, prices: {}, ...config };
  const lab = evaluationLab({ files: files(suite), config: all });
  const ports = providerPorts({ source: workTreeSource(root) });
  return { ...lab, deps: { ...lab.deps, openProvider: (name: string) => openProvider(name, all, ports) } };
}

async function replayed(root: string, suite: string, given: Partial<EvaluateInput> = {}, config: Partial<Config> = {}) {
  const { deps, input } = replayLab(root, suite, config);
  const { id, ...result } = await evaluate(deps, input(given));
  return { result, results: await Array.fromAsync(deps.evaluations.results(id)) };
}

const recordingsOf = (root: string) =>
  readdir(join(root, "recordings"), { recursive: true }).then((names) => names.filter((name) => name.endsWith(".json")).sort());
/** What is about the answers themselves, and not about who gave or paid for them: a provider that replays is another one. */
const told = (results: readonly CaseResult[]) =>
  results.map(({ cached: _, judging: __, checks, ...result }) => ({ ...result, checks: checks.map(({ judged_by: ___, ...check }) => check) }));

describe("recorded answers", () => {
  test("are given again as they were: scores, usage, cost, latency, attempts; by judges and embeddings too, at no cost", async () => {
    const suite = judged(suiteYaml(["a", "b", "wrong1"], "epochs: 2\n"));
    const first = await recorded(suite);
    const again = await replayed(first.root, suite);
    expect(first.results.map(({ status }) => status)).toEqual(["pass", "pass", "pass", "pass", "fail", "fail"]);
    expect(first.results[0]?.judging?.calls).toBeGreaterThan(0);
    expect(told(again.results)).toEqual(told(first.results));
    expect(again.results.every(({ cached, judging }) => cached === true && judging === undefined)).toBe(true);
    expect(again.results[0]).toMatchObject({ cost_nano_usd: 20_000, usage: { input: 10, output: 5 }, attempts: [{ outcome: "rate-limit", status: 429 }, {}] });
    expect(again.result.prompts[0]?.evidence.totals).toMatchObject({ calls: 0, cached: 6, cost_nano_usd: 0 });
  });

  test("are the same bytes however often they are recorded, and results are the same wherever they are replayed", async () => {
    const suite = judged(suiteYaml(["a", "b"], "epochs: 2\n"));
    const one = await recorded(suite, {}, { concurrency: 1 });
    const two = await recorded(suite, {}, { concurrency: 1 });
    const names = await recordingsOf(one.root);
    expect(names).toEqual(await recordingsOf(two.root));
    const read = (root: string) => Promise.all(names.map((name) => readFile(join(root, "recordings", name), "utf8")));
    expect(await read(one.root)).toEqual(await read(two.root));
    expect(names.filter((name) => /^echo\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(4);
    expect(names.filter((name) => /^echo\/[0-9a-f]{64}\.e2\.json$/.test(name))).toHaveLength(4);
    expect(names.filter((name) => /^vectors\/embeddings\/[0-9a-f]{64}\.json$/.test(name))).toHaveLength(2);
    const lines = async (root: string) => JSON.stringify((await replayed(root, suite)).results);
    expect(await lines(one.root)).toBe(await lines(two.root));
  });

  test("can come from the cache, which costs nothing", async () => {
    const [cache, provider] = [memoryCache(), model()];
    const lab = { cache, providers: [provider] };
    await recorded(suiteYaml(["a", "b"]), lab);
    const { root } = await recorded(suiteYaml(["a", "b"]), lab);
    expect(provider.calls).toHaveLength(2);
    expect((await replayed(root, suiteYaml(["a", "b"]))).result.verdict).toBe("pass");
  });

  test("are found under another name by the provider they stand for, whose prices hold", async () => {
    const { root } = await recorded(suiteYaml(["a"]), { config: { prices: {} } });
    const config = { providers: { ...replaying, echo: { kind: "openai" as const } }, prices };
    const { result, results } = await replayed(root, suiteYaml(["a"]), { provider: "again" }, config);
    expect(result.verdict).toBe("pass");
    expect(results[0]).toMatchObject({ cost_nano_usd: 20_000, cached: true });
    expect(result.header.prices).toMatchObject({ "again/one": { source: "project" } });
  });

  test("whose cost nobody knew cost unknown when they are given again, never nothing", async () => {
    const { root } = await recorded(suiteYaml(["a"]), { config: { prices: {} } });
    const { results } = await replayed(root, suiteYaml(["a"]));
    expect(results[0]).not.toHaveProperty("cost_nano_usd");
  });

  test("need no price under a cap, and are no calls in an estimate", async () => {
    const suite = judged(suiteYaml(["a"]));
    const { root } = await recorded(suite);
    const { result } = await replayed(root, suite, { maxCostUsd: 0.000_000_001 });
    expect(result).toMatchObject({ verdict: "pass", errors: { count: 0 } });
    const { deps, input } = replayLab(root, suite);
    const { estimate } = await estimateEvaluation({ ...deps, openCache: () => Promise.resolve(memoryCache()) }, input());
    expect(estimate).toMatchObject({ answers: 1, cached: 1, calls: 0, max_cost_nano_usd: 0, judging: { max_cost_nano_usd: 0 } });
  });

  test("that are missing are errors that say which, and how to record them; nothing is tried again", async () => {
    const { root } = await recorded(suiteYaml(["a"]));
    const { result } = await replayed(root, suiteYaml(["a", "b"], "epochs: 2\n"));
    // Two cases, of which one misses an epoch.
    expect(result).toMatchObject({ verdict: "error", errors: { count: 2 } });
    const [epoch, other] = result.errors.first;
    expect(epoch?.error).toEqual({
      kind: "bad-request",
      message: expect.stringMatching(
        /^There is no recording of this question to one, epoch 2 \(recordings\/echo\/[0-9a-f]{64}\.e2\.json\)\. Run `promptops eval --record recordings` where echo can be asked\.$/,
      ) as string,
    });
    expect(other).toMatchObject({ case: "b", attempts: [{ outcome: "bad-request" }] });
  });

  test("that were changed by hand are other answers, and broken ones are told of", async () => {
    const { root } = await recorded(suiteYaml(["a"]));
    const [name = ""] = await recordingsOf(root);
    const file = join(root, "recordings", name);
    const text = await readFile(file, "utf8");
    const digest = async () => (await replayed(root, suiteYaml(["a"]))).result.prompts[0]?.evidence.model_digest;
    const before = await digest();
    await writeFile(file, text.replace('"text": "a"', '"text": "z"'));
    const changed = await replayed(root, suiteYaml(["a"]));
    expect(changed.result.verdict).toBe("fail");
    expect(changed.result.prompts[0]?.evidence.model_digest).not.toBe(before);
    await writeFile(file, text.replace('"text"', '"txt"'));
    const { errors } = (await replayed(root, suiteYaml(["a"]))).result;
    expect(errors.first[0]?.error?.message).toMatch(/cannot be used: .*`txt`.* Record it again/);
  });
});

describe("an answer with a secret", () => {
  const secret = "planted-7c1f93ab20";

  test.each([
    ["a secret of the environment", `The key is ${secret}.`],
    ["a GitHub token", `Use ghp_${"a1B2".repeat(10)}.`],
    ["a private key", `-----BEGIN PRIVATE KEY-----\n${"MIIE".repeat(12)}\n-----END PRIVATE KEY-----`],
  ])("is not recorded and is an error that says so: %s", async (what, text) => {
    const provider = model((word) => (word === "b" ? { text } : undefined));
    const { root, result } = await recorded(suiteYaml(["a", "b"]), { providers: [provider], redact: (said) => said.replaceAll(secret, "[redacted]") });
    expect(result.errors.first).toMatchObject([
      {
        case: "b",
        cost_nano_usd: 20_000,
        error: { kind: "recording", message: `Not recorded, since it holds ${what}: the answer of echo/one.` },
      },
    ]);
    expect(await recordingsOf(root)).toHaveLength(1);
    expect(JSON.stringify(result.errors)).not.toContain(secret);
  });
});
