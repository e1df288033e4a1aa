import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { givenEvaluations } from "../../src/adapters/fs/given-evaluations.ts";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import type { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import type { EvaluationHeader, EvaluationStore } from "../../src/ports/evaluation-store.ts";
import { evaluationFile } from "../../src/reporters/eval/evaluation-file.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
import { mergeEvaluations } from "../../src/services/merge-evaluations.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml, type Lab } from "../helpers/evaluation-lab.ts";
import { fakeClock } from "../helpers/fake-clock.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const words = Array.from({ length: 7 }, (_, n) => (n === 4 ? "wrong4" : `w${n}`));
const files = {
  "prompts/p/prompt.yml": promptYaml,
  "prompts/p/evals/main.yml": suiteYaml(words),
  "prompts/p/evals/second.yml": suiteYaml(["a", "b"], "epochs: 2\n"),
};

function labOf(evaluations: EvaluationStore, given: Readonly<Record<string, string>> = files): Lab {
  const flaky = echoProvider({
    answer: (text) => {
      if (text === "down") throw new ProviderError("server", "echo", "down");
      return { latencyMs: text.length / 10, text };
    },
  });
  return evaluationLab({ files: given, evaluations, providers: [flaky, echoProvider({ name: "other" })] });
}

/** The file that a CI job would upload. */
async function exported(evaluations: EvaluationStore, id: string, folder: string, name: string): Promise<string> {
  const found = await evaluations.read(id);
  const reported = { report: undefined as never, asked: undefined as never, header: found?.header as EvaluationHeader, results: () => evaluations.results(id) };
  await mkdir(folder, { recursive: true });
  const pieces = await Array.fromAsync(evaluationFile({ ...reported, screen: { width: 80, color: false } }));
  await writeFile(join(folder, name), pieces.join(""));
  return name;
}

/** Runs every shard, each on a machine of its own, and gives back the folder with what they wrote. */
async function shards(count: number, given: Readonly<Record<string, string>> = files, input: Partial<EvaluateInput> = {}): Promise<string> {
  const folder = tempFolder();
  for (let index = 1; index <= count; index += 1) {
    const evaluations = memoryEvaluationStore();
    const { id } = await labOf(evaluations, given).evaluate({ ...input, shard: { index, count } });
    await exported(evaluations, id, folder, `${index}.jsonl`);
  }
  return folder;
}

async function merged(evaluations: EvaluationStore, folder: string, from: readonly string[] = ["."]) {
  return mergeEvaluations({ evaluations, given: givenEvaluations(folder), clock: fakeClock(Date.UTC(2026, 5, 5)), toolVersion: "9.9.9" }, { from });
}

/** The bytes of evidence, but for its name and its times. */
function proven({ evaluation: _, started_at: _start, finished_at: _end, ...rest }: Evidence): string {
  return JSON.stringify(rest);
}

describe("shards of one evaluation", () => {
  it("make the evidence, the results and the exit code of one that was never cut, byte for byte", async () => {
    const suite = fc.record({
      cases: fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "wrong1", "wrong2", "down"), { minLength: 1, maxLength: 10 }),
      head: fc.constantFrom("", "epochs: 2\n", "epochs: 3\nthreshold: 0.5\nreducer: median\n"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(suite, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 6 }), fc.boolean(), async (suites, count, matrix) => {
        const given = {
          "prompts/p/prompt.yml": promptYaml,
          ...Object.fromEntries(suites.map(({ cases, head }, at) => [`prompts/p/evals/s${at}.yml`, suiteYaml(cases, head)])),
        };
        const input = matrix ? { models: ["echo/one", "other/two"] } : {};
        const whole = memoryEvaluationStore();
        const uncut = await labOf(whole, given).evaluate(input);
        const evaluations = memoryEvaluationStore();
        const { evaluated } = await merged(evaluations, await shards(count, given, input));

        expect(evaluated.prompts.map(({ evidence }) => proven(evidence))).toEqual(uncut.prompts.map(({ evidence }) => proven(evidence)));
        expect(await Array.fromAsync(evaluations.results(evaluated.id))).toEqual(await Array.fromAsync(whole.results(uncut.id)));
        expect({ verdict: evaluated.verdict, exit: evaluated.exit }).toEqual({ verdict: uncut.verdict, exit: uncut.exit });
        expect(evaluated.header.plan_digest).toBe(uncut.header.plan_digest);
      }),
      { numRuns: 25 },
    );
  });

  it("make evidence that a gate finds, as if it had been evaluated here", async () => {
    const evaluations = memoryEvaluationStore();
    await merged(evaluations, await shards(3));
    const here = labOf(evaluations);
    const { findEvidence } = await import("../../src/services/evaluation/find-evidence.ts");
    const provider = echoProvider();
    const [evidence] = await findEvidence({ ...here.deps, openProvider: () => Promise.resolve(provider) }, here.input());
    expect(evidence?.totals).toMatchObject({ cases: 9, passed: 8, failed: 1 });
    expect(provider.calls).toEqual([]);
  });

  it("are told apart from one that was written by another promptops: the evidence names who ran it", async () => {
    const { evaluated } = await merged(memoryEvaluationStore(), await shards(2));
    expect(evaluated.prompts[0]?.evidence.tool_version).toBe("0.0.0");
  });

  it("come from the store too, by id, and a copy of one does no harm", async () => {
    const evaluations = memoryEvaluationStore();
    const first = await labOf(evaluations).evaluate({ shard: { index: 1, count: 2 } });
    const second = await labOf(evaluations).evaluate({ shard: { index: 2, count: 2 } });
    const folder = tempFolder();
    await exported(evaluations, second.id, folder, "copy.jsonl");
    const { merged: from } = await merged(evaluations, folder, [second.id, first.id, "copy.jsonl", first.id]);
    expect(from).toEqual([
      { from: first.id, id: first.id, shard: "1/2" },
      { from: second.id, id: second.id, shard: "2/2" },
    ]);
  });

  it("that is alone and no shard is taken over as it is", async () => {
    const elsewhere = memoryEvaluationStore();
    const { id, prompts } = await labOf(elsewhere).evaluate();
    const folder = tempFolder();
    const name = await exported(elsewhere, id, folder, "whole.jsonl");
    const { evaluated } = await merged(memoryEvaluationStore(), folder, [name]);
    expect(proven(evaluated.prompts[0]!.evidence)).toBe(proven(prompts[0]!.evidence));
  });

  it("are read from disk and written to disk the same", async () => {
    const store = fileEvaluationStore(tempFolder());
    const { evaluated } = await merged(store, await shards(3));
    expect(await store.entry(evaluated.id)).toMatchObject({ finished: true, tasks: 11 });
    expect((await readFile(store.location(evaluated.id), "utf8")).trim().split("\n").slice(1)).toHaveLength(11);
  });
});

describe("a merge is refused, and nothing is written,", () => {
  async function refusal(folder: string, from?: readonly string[]): Promise<PromptopsError> {
    const evaluations = memoryEvaluationStore();
    const error = await merged(evaluations, folder, from).then(
      () => undefined,
      (thrown: PromptopsError) => thrown,
    );
    expect(await evaluations.ids()).toEqual([]);
    if (error === undefined) throw new Error("it was merged");
    return error;
  }

  /** Changes the lines of one shard's file. */
  async function rewrite(folder: string, name: string, change: (lines: string[]) => string[]): Promise<void> {
    const lines = (await readFile(join(folder, name), "utf8")).trimEnd().split("\n");
    await writeFile(join(folder, name), `${change(lines).join("\n")}\n`);
  }

  const change = (line: string | undefined, with_: Partial<CaseResult>) => JSON.stringify({ ...(JSON.parse(line ?? "") as CaseResult), ...with_ });

  it("when shards are missing, which are named", async () => {
    expect(await refusal(await shards(4), ["2.jsonl", "3.jsonl"])).toMatchObject({
      code: "cannot-merge",
      exit: "usage",
      message: "Shards 1/4, 4/4 are missing.",
      hint: expect.stringContaining("--shard 1/4") as string,
    });
  });

  it("when it was cut into other parts", async () => {
    const [two, three] = [await shards(2), await shards(3)];
    await writeFile(join(two, "other.jsonl"), await readFile(join(three, "2.jsonl")));
    expect((await refusal(two)).message).toBe("./1.jsonl and ./other.jsonl do not belong together: one is shard 1/2, the other 2/3.");
  });

  it("when the files were others, and says what differed", async () => {
    const [before, after] = [await shards(2), await shards(2, { ...files, "prompts/p/prompt.yml": promptYaml.replace("{{ word }}", "{{ word }}!") })];
    await writeFile(join(before, "2.jsonl"), await readFile(join(after, "2.jsonl")));
    expect((await refusal(before)).message).toBe("./1.jsonl and ./2.jsonl do not belong together: prompt p was edited.");
  });

  it.each([
    [{ sample: { size: 4, seed: "0" } }, "it began with `no --sample` and not `--sample 4 --seed 0`"],
    [{ useCache: false }, "it began with `--cache` and not `--no-cache`"],
    [{ epochs: 3 }, "it began with `no --epochs` and not `--epochs 3`"],
  ])("when other flags were given, and says which: %j", async (given, words) => {
    const [all, some] = [await shards(2), await shards(2, files, given)];
    await writeFile(join(all, "2.jsonl"), await readFile(join(some, "2.jsonl")));
    expect((await refusal(all)).message).toContain(words);
  });

  it("when shards were run by different versions of promptops", async () => {
    const folder = await shards(2);
    await rewrite(folder, "2.jsonl", ([head = "", ...lines]) => [head.replace('"tool_version":"0.0.0"', '"tool_version":"0.0.1"'), ...lines]);
    expect((await refusal(folder)).message).toContain("one was made by promptops 0.0.0, the other by 0.0.1");
  });

  it("when a shard is there twice with different results, and says which case", async () => {
    const folder = await shards(2);
    const lines = (await readFile(join(folder, "2.jsonl"), "utf8")).trimEnd().split("\n");
    await writeFile(join(folder, "again.jsonl"), `${[lines[0], lines[1], change(lines[2], { output: "else" }), ...lines.slice(3)].join("\n")}\n`);
    expect(await refusal(folder)).toMatchObject({
      message: "./2.jsonl and ./again.jsonl are the same shard with different results: p main/w3.",
      where: "./again.jsonl",
    });
  });

  it.each([
    ["misses its last result", 5],
    ["misses one in the middle", 3],
  ])("when a shard %s, and says how it goes on", async (_, at) => {
    const folder = await shards(2);
    await rewrite(folder, "2.jsonl", (lines) => lines.toSpliced(at, 1));
    const { message, hint } = await refusal(folder);
    expect(message).toBe(`./2.jsonl is unfinished: of its 5 results number ${at} is missing.`);
    expect(hint).toMatch(/`promptops eval --resume \d{8}T\S+` runs the rest\./);
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ["holds another case than was planned", (lines) => lines.with(1, change(lines[1], { case: "w9" }))],
    ["holds a case that was edited afterwards", (lines) => lines.with(1, change(lines[1], { case_digest: "0".repeat(64) }))],
    ["holds a result of another prompt", (lines) => lines.with(1, change(lines[1], { prompt: "q" }))],
    ["holds a result of another suite", (lines) => lines.with(1, change(lines[1], { suite: "second" }))],
    ["holds an epoch twice", (lines) => lines.with(5, change(lines[5], { epoch: 1 }))],
    ["holds more than was planned", (lines) => [...lines, change(lines.at(-1), { index: lines.length - 1 })]],
  ])("when a shard %s", async (_, edit) => {
    const folder = await shards(2);
    await rewrite(folder, "2.jsonl", edit);
    expect(await refusal(folder)).toMatchObject({ code: "cannot-merge" });
  });

  it("when a header was changed: its plan no longer has the digest it names", async () => {
    const folder = await shards(2);
    await rewrite(folder, "2.jsonl", ([head = "", ...lines]) => [head.replace('"cache":true', '"cache":false'), ...lines]);
    expect(await refusal(folder)).toMatchObject({ code: "corrupt-evaluation", where: "./2.jsonl" });
  });

  it("when an id is none of this repository's", async () => {
    expect(await refusal(tempFolder(), ["20260101T000000000Z-00000000"])).toMatchObject({ code: "unknown-evaluation" });
  });
});
