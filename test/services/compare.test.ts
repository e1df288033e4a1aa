import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { compare } from "../../src/services/compare.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { gate } from "../../src/services/gate.ts";
import { evaluationFile } from "../../src/reporters/eval/evaluation-file.ts";
import { evaluationReport } from "../../src/services/evaluation/evaluation-report.ts";
import { openProject } from "../../src/services/open-project.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { compareIn } from "../helpers/compare-project.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { copyOfProject, promptFiles, releaseProject, type ReleaseProject } from "../helpers/release-project.ts";
import { retainedBytes } from "../helpers/retained-bytes.ts";

const prompt = "billing/summarize";
const draft = `prompts/${prompt}/prompt.yml`;

/** Made once; every test has a copy. */
let published: Promise<ReleaseProject> | undefined;
let committed: Promise<ReleaseProject> | undefined;

/** A project whose prompt was published as 1.0.0, and is worse in the work tree. */
async function worseThanPublished(): Promise<ReleaseProject> {
  published ??= madeProject(async (project) => {
    await publish(await project.deps(), { prompt });
    await project.temp.write({ [draft]: promptFiles({ quality: "bad" })[draft] ?? "" });
  });
  return copyOfProject(await published);
}

/** A project whose prompt was committed, and nothing else. */
async function plainProject(): Promise<ReleaseProject> {
  committed ??= madeProject(async () => undefined);
  return copyOfProject(await committed);
}

async function madeProject(further: (project: ReleaseProject) => Promise<void>): Promise<ReleaseProject> {
  const project = await releaseProject();
  await further(project);
  return project;
}

/** Evaluates prompts of the work tree, and gives the evaluation's id. */
async function evaluated(project: ReleaseProject, promptIds: readonly string[] = [prompt], later = 0, given: { cases?: string[] } = {}): Promise<string> {
  const deps = await project.deps(later);
  const { config } = await openProject(deps.workTree);
  const targets = promptIds.map((promptId) => ({ promptId, promptSource: deps.workTree, suiteSource: deps.workTree }));
  const { id } = await evaluate({ ...deps, openProvider: await deps.openProviders(deps.workTree) }, { config, targets, ...given });
  return id;
}

describe("one prompt alone", () => {
  test("is compared from its latest version to the work tree, and from what is live once something is", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [prompt]);
    expect(result).toMatchObject({
      sides: [
        { name: `${prompt}@1.0.0`, word: `${prompt}@1.0.0`, passed: 60, reused: true },
        { name: `${prompt} (the work tree)`, word: prompt, passed: 0, reused: false },
      ],
      comparisons: [{ verdict: "worse", lost: { count: 60 }, gained: { count: 0 }, pairs: 60 }],
      command: `promptops compare ${prompt}`,
    });
    await promote(await project.deps(), { version: `${prompt}@1.0.0`, environment: "staging" });
    expect((await compareIn(project, [prompt])).result.sides[0]?.name).toBe(`${prompt}@1.0.0 (live in staging)`);
  });

  test("is compared from the last commit while nothing of it was published", async () => {
    const project = await plainProject();
    await project.temp.write({ [draft]: promptFiles({ quality: "bad" })[draft] ?? "" });
    expect((await compareIn(project, [prompt])).result).toMatchObject({
      sides: [{ word: `${prompt}@HEAD` }, { word: prompt }],
      comparisons: [{ verdict: "worse" }],
    });
  });

  test("in a state of its own is compared with the work tree", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [`${prompt}@1.0.0`]);
    expect(result.sides.map(({ word }) => word)).toEqual([`${prompt}@1.0.0`, prompt]);
  });

  test("that did not change is the same, and nobody is asked", async () => {
    const project = await plainProject();
    const { result, calls } = await compareIn(project, [`${prompt}@HEAD`, prompt]);
    expect([calls, result.comparisons[0]?.verdict]).toEqual([0, "same"]);
  });

  test("is asked for both anew without the cache, to see how much answers vary by themselves", async () => {
    const project = await plainProject();
    const { result, calls } = await compareIn(project, [`${prompt}@HEAD`, prompt], { useCache: false });
    expect([calls, result.comparisons[0]?.verdict]).toEqual([120, "no-difference"]);
  });
});

describe("two states", () => {
  test("answer the suites of the second, and what was proved before is not asked again", async () => {
    const project = await worseThanPublished();
    await project.temp.write({ [`prompts/${prompt}/evals/core.yml`]: promptFiles({ cases: 20 })[`prompts/${prompt}/evals/core.yml`] ?? "" });
    const first = await compareIn(project, [`${prompt}@1.0.0`, prompt]);
    expect(first.result.comparisons).toMatchObject([{ pairs: 20, only_before: { count: 0 }, lost: { count: 20 } }]);
    expect(first.calls).toBe(40);
    const second = await compareIn(project, [`${prompt}@1.0.0`, prompt]);
    expect(second.calls).toBe(0);
    expect(second.result.sides.map(({ reused }) => reused)).toEqual([true, true]);
    expect(second.result.comparisons).toEqual(first.result.comparisons);
  });

  test("tell of each lost case why it is lost, and how it was before", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [prompt]);
    expect(result.comparisons[0]?.lost.first[0]).toEqual({
      suite: "core",
      case: "number[item=1]",
      before: { status: "pass", score: 1, pass_rate: 1 },
      after: { status: "fail", score: 0, pass_rate: 0, failed_checks: [expect.objectContaining({ type: "equals", reason: 'expected "ok"' })] },
    });
  });

  test("give a case's answers when it is named: those that were there, when both were evaluated before", async () => {
    const project = await worseThanPublished();
    await compareIn(project, [prompt]);
    const { result, calls } = await compareIn(project, [prompt], { cases: ["core/number[item=7]"] });
    expect(calls).toBe(0);
    expect(result).toMatchObject({
      asked: { cases: ["core/number[item=7]"] },
      comparisons: [{ pairs: 1, answers: [{ case: "number[item=7]", before: [{ output: "ok" }], after: [{ output: "wrong" }] }] }],
    });
  });

  test("ask only for the cases that are named, when nothing is known of them yet", async () => {
    const project = await worseThanPublished();
    await rm(join((await project.deps()).git.privateFolder, "evidence"), { recursive: true });
    const { result, calls } = await compareIn(project, [prompt], { cases: ["number[item=7]", "number[item=8]"] });
    expect([calls, result.comparisons[0]?.pairs]).toEqual([4, 2]);
  });

  test("are found in the evaluation that ran the case, when a later one took it over", async () => {
    const project = await worseThanPublished();
    await gate(await project.deps(), { prompt });
    await project.temp.write(promptFiles({ quality: "bad", cases: 61 }));
    const gating = await project.deps(1000);
    await gate(gating, { prompt });
    expect(gating.calls).toHaveLength(1);
    const { result, calls } = await compareIn(project, [prompt], { showAnswers: true });
    expect(calls).toBe(61);
    const answers = result.comparisons[0]?.answers ?? [];
    expect(answers.length).toBeGreaterThan(1);
    for (const { after } of answers) expect(after).toMatchObject([{ output: "wrong" }]);
  });

  test("say so when answers are not kept any more, and compare what evidence holds", async () => {
    const project = await worseThanPublished();
    await compareIn(project, [prompt]);
    await rm(join((await project.deps()).git.privateFolder, "evaluations"), { recursive: true });
    const { result } = await compareIn(project, [prompt], { showAnswers: true });
    expect(result.comparisons[0]).toMatchObject({
      verdict: "worse",
      lost: { count: 60 },
      answers: expect.arrayContaining([expect.objectContaining({ before: [], after: [] })]),
    });
    expect(result.notes).toEqual([expect.stringContaining("are not kept any more"), expect.stringContaining("are not kept any more")]);
  });

  test("of two prompts answer the cases of the second", async () => {
    const project = await releaseProject({ ...promptFiles(), ...promptFiles({ id: "billing/short", quality: "bad", cases: 8 }) });
    const { result } = await compareIn(project, [prompt, "billing/short"]);
    expect(result).toMatchObject({
      sides: [
        { prompt, passed: 8 },
        { prompt: "billing/short", passed: 0 },
      ],
      comparisons: [{ pairs: 8, verdict: "worse" }],
    });
  });

  test("with errors are compared by their other cases, and the verdict is an error", async () => {
    const project = await worseThanPublished();
    await project.temp.write({ [draft]: promptFiles({ quality: "broken" })[draft] ?? "" });
    const { result, errorKinds } = await compareIn(project, [prompt]);
    expect(result.comparisons).toMatchObject([
      {
        verdict: "error",
        pairs: 0,
        undecided: {
          count: 60,
          first: expect.arrayContaining([
            expect.objectContaining({ after: expect.objectContaining({ error: expect.objectContaining({ kind: "bad-request" }) }) }),
          ]),
        },
      },
    ]);
    expect([...errorKinds]).toEqual(["bad-request"]);
  });

  test("stopped half-way say how to go on", async () => {
    const project = await worseThanPublished();
    const stop = new AbortController();
    const comparing = compareIn(project, [prompt], { signal: stop.signal, concurrency: 1, onEvent: ({ type }) => type === "result" && stop.abort() });
    await expect(comparing).rejects.toMatchObject({ code: "interrupted", hint: expect.stringContaining("Run the same comparison again") });
  });
});

describe("more than two", () => {
  test("are each compared with the first", async () => {
    const project = await worseThanPublished();
    await project.temp.write({ "drafts/more.yml": promptFiles({ more: "More." })[draft] ?? "" });
    const { result } = await compareIn(project, [`${prompt}@1.0.0`, prompt, "drafts/more.yml", `${prompt}@HEAD`]);
    expect(result.comparisons.map(({ before, after, verdict }) => [before, after, verdict])).toEqual([
      [0, 1, "worse"],
      [0, 2, "inconclusive"],
      [0, 3, "same"],
    ]);
    expect(result.comparisons[0]?.sentence).toContain("corrected for 2 comparisons");
  });

  test("or with the one that is named as the baseline, whatever its place; the suites are those of the last one all the same", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [prompt, `${prompt}@HEAD`], { baseline: `${prompt}@HEAD` });
    expect(result).toMatchObject({
      sides: [{ word: `${prompt}@HEAD` }, { word: prompt }],
      comparisons: [{ before: 0, after: 1, verdict: "worse" }],
      command: `promptops compare ${prompt} ${prompt}@HEAD --baseline ${prompt}@HEAD`,
    });
    const added = await compareIn(project, [prompt], { baseline: `${prompt}@1.0.0` });
    expect(added.result.sides.map(({ word }) => word)).toEqual([`${prompt}@1.0.0`, prompt]);
    await expect(compareIn(project, [prompt], { baseline: "nobody/knows" })).rejects.toMatchObject({ code: "unknown-prompt" });
  });
});

describe("a matrix", () => {
  test("asks every state under every model, once, and corrects for all of them", async () => {
    const project = await worseThanPublished();
    const words = [`${prompt}@1.0.0`, prompt];
    const { result, calls } = await compareIn(project, words, { models: ["own", "demo/large"], baseline: `${prompt}@1.0.0 with demo/large` });
    expect(result.sides.map(({ word, model, state }) => [word, model, state])).toEqual([
      [words[0], "demo/large", words[0]],
      [words[0], "demo/small", words[0]],
      [prompt, "demo/small", `${prompt} (the work tree)`],
      [prompt, "demo/large", `${prompt} (the work tree)`],
    ]);
    // 60 cases each; what 1.0.0 answers under its own model was proved when it was published.
    expect(calls).toBe(180);
    // 60 pairs exclude a loss of 5 points by one comparison, and not by one of three.
    expect(result.comparisons.map(({ verdict }) => verdict)).toEqual(["inconclusive", "worse", "worse"]);
    // 60 of 60 lost: 2^-60; three comparisons, of which two are as small: Holm gives both 3 × 2^-60.
    const tests = result.comparisons.map(({ test }) => [test?.raw_p_worse, test?.p_worse]);
    expect(tests).toEqual([
      [1, 1],
      [2 ** -60, 3 * 2 ** -60].map((p) => expect.closeTo(p, 25) as number),
      [2 ** -60, 3 * 2 ** -60].map((p) => expect.closeTo(p, 25) as number),
    ]);
    // Wilson's for 60 of 60: 1 / (1 + 1.96² / 60).
    expect(result.sides[0]?.pass_rate_interval).toEqual([expect.closeTo(0.939828, 6), 1]);
  });

  test("goes one by one where that is asked for", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [`${prompt}@1.0.0`, prompt], { models: ["own", "demo/large"], oneByOne: true });
    expect(result.sides.map(({ word, model }) => [word, model])).toEqual([
      [`${prompt}@1.0.0`, "demo/small"],
      [prompt, "demo/large"],
    ]);
    expect(result.command).toContain("--one-by-one");
  });
});

describe("models", () => {
  test("one prompt is compared under each: its own and another, or those that are named", async () => {
    const project = await plainProject();
    const { result } = await compareIn(project, [prompt], { models: ["demo/large"] });
    expect(result).toMatchObject({
      sides: [
        { name: `${prompt} (the work tree) with its own model`, model: "demo/small", prompt_digest: expect.any(String) },
        { name: `${prompt} (the work tree) with demo/large`, model: "demo/large" },
      ],
      comparisons: [{ verdict: "no-difference", pairs: 60 }],
      command: `promptops compare ${prompt} --model demo/large`,
    });
    const three = await compareIn(project, [prompt], { models: ["demo/large", "own", "demo/huge"] });
    expect(three.result.sides.map(({ model }) => model)).toEqual(["demo/large", "demo/small", "demo/huge"]);
    expect(three.calls).toBe(60);
  });

  test("that no provider answers for are refused with the nearest", async () => {
    const project = await plainProject();
    await expect(compareIn(project, [prompt], { models: ["dmo/large"] })).rejects.toMatchObject({
      code: "unknown-model",
      hint: expect.stringContaining("`demo/…`"),
    });
  });

  test("cannot be chosen for what was evaluated already", async () => {
    const project = await plainProject();
    const id = await evaluated(project);
    await expect(compareIn(project, [id, prompt], { models: ["demo/large"] })).rejects.toMatchObject({ code: "invalid-flag", where: "--model" });
  });

  test.each([
    ["--epochs", { epochs: 3 }],
    ["--no-cache", { useCache: false }],
    ["--cache", { useCache: true }],
    ["--max-cost", { maxCostUsd: 1 }],
    ["--concurrency", { concurrency: 2 }],
  ])("%s says nothing where everything was evaluated already, and is refused", async (flag, given) => {
    const project = await plainProject();
    const id = await evaluated(project);
    await expect(compareIn(project, [id, id], given)).rejects.toMatchObject({ code: "invalid-flag", where: flag, hint: expect.stringContaining(flag) });
  });
});

describe("a draft", () => {
  test("anywhere is compared with the prompt that is named beside it, on the prompt's own suites", async () => {
    const project = await plainProject();
    await project.temp.write({ "drafts/new.yml": promptFiles({ quality: "bad" })[draft] ?? "" });
    const { result } = await compareIn(project, [prompt, "drafts/new.yml"]);
    expect(result).toMatchObject({
      sides: [{ kind: "prompt" }, { kind: "draft", name: `${prompt} (drafts/new.yml)`, prompt }],
      comparisons: [{ verdict: "worse" }],
    });
  });

  test("among a prompt's files needs nobody to say which prompt it is of", async () => {
    const project = await plainProject();
    await project.temp.write({ [`prompts/${prompt}/draft.yml`]: promptFiles({ quality: "bad" })[draft] ?? "" });
    const { result } = await compareIn(project, [`prompts/${prompt}/draft.yml`]);
    expect(result).toMatchObject({ sides: [{ word: `${prompt}@HEAD` }, { kind: "draft" }], comparisons: [{ verdict: "worse" }] });
  });

  test("in the prompt's folder is found by its name alone, and told at its place", async () => {
    const project = await plainProject();
    await project.temp.write({ [`prompts/${prompt}/draft.yml`]: promptFiles({ quality: "bad" })[draft] ?? "" });
    const { result } = await compareIn(project, [prompt, "draft.yml"]);
    expect(result).toMatchObject({ sides: [{ kind: "prompt" }, { kind: "draft", name: `${prompt} (draft.yml)` }], comparisons: [{ verdict: "worse" }] });
    await project.temp.write({ [`prompts/${prompt}/draft.yml`]: "schema_version: 1\n" });
    await expect(compareIn(project, [prompt, "draft.yml"])).rejects.toMatchObject({
      problems: [{ file: `prompts/${prompt}/draft.yml` }, { rule: "missing-key" }],
    });
  });

  test("is judged although the prompt's document itself is broken: that is what one drafts for", async () => {
    const project = await plainProject();
    await project.temp.write({ [draft]: "nonsense: true\n", "drafts/new.yml": promptFiles({ more: "New." })[draft] ?? "" });
    const { result } = await compareIn(project, [`${prompt}@HEAD`, "drafts/new.yml"]);
    expect(result.comparisons).toMatchObject([{ verdict: "no-difference" }]);
  });

  test("that is wrong is told at its own place", async () => {
    const project = await plainProject();
    await project.temp.write({ "drafts/new.yml": "schema_version: 1\nmesages: []\n" });
    await expect(compareIn(project, [prompt, "drafts/new.yml"])).rejects.toMatchObject({
      code: "invalid-documents",
      message: expect.stringContaining("in drafts/new.yml"),
      problems: expect.arrayContaining([expect.objectContaining({ file: "drafts/new.yml", line: 2 })]),
    });
  });

  test("of nobody knows what is refused, and so is one that is not there", async () => {
    const project = await plainProject();
    await project.temp.write({ "drafts/new.yml": promptFiles()[draft] ?? "" });
    await expect(compareIn(project, ["drafts/new.yml"])).rejects.toMatchObject({
      code: "invalid-argument",
      message: "Nothing says which prompt drafts/new.yml is a draft of.",
    });
    await expect(compareIn(project, [prompt, "drafts/nwe.yml"])).rejects.toMatchObject({ code: "no-such-file" });
  });
});

describe("evaluations", () => {
  test("are compared as they are, by the cases that are the same", async () => {
    const project = await plainProject();
    const before = await evaluated(project);
    await project.temp.write({
      [draft]: promptFiles({ quality: "bad" })[draft] ?? "",
      [`prompts/${prompt}/evals/core.yml`]: promptFiles({ cases: 70 })[`prompts/${prompt}/evals/core.yml`] ?? "",
    });
    const after = await evaluated(project, [prompt], 60_000);
    const { result, calls } = await compareIn(project, [before, after]);
    expect(calls).toBe(0);
    expect(result).toMatchObject({
      sides: [
        { kind: "evaluation", evaluation: before, word: `${before}:${prompt}`, passed: 60 },
        { kind: "evaluation", evaluation: after, passed: 0 },
      ],
      comparisons: [{ pairs: 60, lost: { count: 60 }, only_after: { count: 10 }, verdict: "worse" }],
    });
  });

  test("without a common case are refused, and what differs is said", async () => {
    const project = await releaseProject(promptFiles({ cases: 2 }));
    const before = await evaluated(project);
    await project.temp.write({
      [`prompts/${prompt}/evals/core.yml`]: (promptFiles({ cases: 2 })[`prompts/${prompt}/evals/core.yml`] ?? "").replace("equals", "contains"),
    });
    const after = await evaluated(project, [prompt], 60_000);
    await expect(compareIn(project, [before, after])).rejects.toMatchObject({
      code: "nothing-in-common",
      exit: "usage",
      message: expect.stringContaining("2 cases have the same name and were edited in between: `core/number[item=1]`, `core/number[item=2]`."),
    });
  });

  test("of several prompts are compared by the prompt that is named, or that the other side is about", async () => {
    const project = await releaseProject({ ...promptFiles({ cases: 4 }), ...promptFiles({ id: "billing/short", cases: 4 }) });
    const both = await evaluated(project, [prompt, "billing/short"]);
    const one = await evaluated(project, ["billing/short"], 60_000);
    expect((await compareIn(project, [both, one])).result.sides[0]?.prompt).toBe("billing/short");
    expect((await compareIn(project, [both, prompt])).result.sides.map((side) => side.prompt)).toEqual([prompt, prompt]);
    expect((await compareIn(project, [`${both}:${prompt}`, one])).result.sides[0]?.prompt).toBe(prompt);
    await expect(compareIn(project, [both, both])).rejects.toMatchObject({ code: "several-prompts", hint: expect.stringContaining(`${both}:${prompt}`) });
    await expect(compareIn(project, [`${both}:billing/shrt`, one])).rejects.toMatchObject({ code: "unknown-prompt", hint: "Did you mean `billing/short`?" });
  });

  test("alone compare what they hold several times, and say so when that is nothing", async () => {
    const project = await worseThanPublished();
    const { result } = await compareIn(project, [`${prompt}@1.0.0`, prompt], { useCache: false });
    const [id = ""] = result.sides.flatMap(({ evaluation }) => evaluation ?? []);
    expect((await compareIn(project, [id])).result).toMatchObject({
      sides: [{ word: `${id}:${prompt}@1.0.0` }, { word: `${id}:${prompt}` }],
      comparisons: [{ verdict: "worse" }],
    });
    expect((await compareIn(project, [id], { baseline: `${id}:${prompt}` })).result).toMatchObject({
      sides: [{ word: `${id}:${prompt}` }, { word: `${id}:${prompt}@1.0.0` }],
      comparisons: [{ verdict: "better" }],
    });
    await expect(compareIn(project, [id], { baseline: `${id}:other` })).rejects.toMatchObject({ code: "invalid-flag", where: "--baseline" });
    const single = await evaluated(project, [prompt], 60_000);
    await expect(compareIn(project, [single])).rejects.toMatchObject({
      code: "nothing-to-compare",
      hint: expect.stringContaining(`promptops compare ${prompt} ${single}`),
    });
  });

  test("that do not exist, or did not finish, are refused with what to do", async () => {
    const project = await plainProject();
    const id = await evaluated(project);
    await expect(compareIn(project, [`${id.slice(0, -1)}0`, prompt])).rejects.toMatchObject({ code: "unknown-evaluation", hint: `Did you mean \`${id}\`?` });
    await expect(compareIn(project, ["20251120T", prompt])).rejects.toMatchObject({ code: "unknown-evaluation" });
    await rm(join((await project.deps()).git.privateFolder, "evaluations", id, "evidence.json"));
    await expect(compareIn(project, [id, prompt])).rejects.toMatchObject({ code: "unfinished-evaluation", hint: expect.stringContaining(`--resume ${id}`) });
  });

  test("that left cases out are compared by those they have, which is said", async () => {
    const project = await plainProject();
    const part = await evaluated(project, [prompt], 0, { cases: ["number[item=1]"] });
    const whole = await evaluated(project, [prompt], 60_000);
    const { result } = await compareIn(project, [part, whole]);
    expect(result).toMatchObject({ comparisons: [{ pairs: 1, only_after: { count: 59 } }], notes: [expect.stringContaining("left cases out")] });
  });
});

describe("files of results", () => {
  test("are compared anywhere: no repository is asked for", async () => {
    const project = await plainProject();
    const deps = await project.deps();
    const results = async (id: string) => readFile(deps.evaluations.location(id), "utf8");
    const files = { "a.jsonl": await results(await evaluated(project)), "b.jsonl": "" };
    await project.temp.write({ [draft]: promptFiles({ quality: "bad" })[draft] ?? "" });
    files["b.jsonl"] = await results(await evaluated(project, [prompt], 60_000));
    const folder = deps.git.root;
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const alone = { files: givenFiles(folder), repository: () => Promise.reject(new Error("no repository was to be opened")) };
    const { result } = await compare(alone, { words: ["a.jsonl", "b.jsonl"], models: [], metric: "pass", margin: 0.05, showAnswers: true });
    expect(result).toMatchObject({
      sides: [{ kind: "results", name: `${prompt} (a.jsonl)` }, { kind: "results" }],
      comparisons: [
        {
          verdict: "worse",
          lost: { count: 60 },
          answers: expect.arrayContaining([expect.objectContaining({ after: [expect.objectContaining({ output: "wrong" })] })]),
        },
      ],
    });
    expect((await compareIn(project, ["a.jsonl", prompt])).result.comparisons[0]?.verdict).toBe("worse");
  });

  test("may come in on standard input, which is read once and looked at as often as a file", async () => {
    const project = await plainProject();
    const deps = await project.deps();
    const bytes = await readFile(deps.evaluations.location(await evaluated(project)));
    await writeFile(join(deps.git.root, "a.jsonl"), bytes);
    const onDisk = givenFiles(deps.git.root);
    let reads = 0;
    const piped = { ...onDisk, read: (path: string) => (path === "-" ? ((reads += 1), Promise.resolve(bytes)) : onDisk.read(path)) };
    const alone = { files: piped, repository: () => Promise.reject(new Error("no repository was to be opened")) };
    const { result } = await compare(alone, {
      words: ["a.jsonl", "-"],
      models: [],
      cases: ["number[item=1]"],
      metric: "pass",
      margin: 0.05,
      showAnswers: true,
    });
    expect(result).toMatchObject({ sides: [{}, { kind: "results", name: `${prompt} (standard input)`, word: `-:${prompt}` }], comparisons: [{ pairs: 1 }] });
    expect(result.comparisons[0]).toMatchObject({ answers: [{ after: [{ output: expect.any(String) as string }] }] });
    expect(reads).toBe(1);
    await expect(
      compare(
        { ...alone, files: { ...onDisk, read: () => Promise.resolve(Buffer.from("{}\n")) } },
        { words: ["a.jsonl", "-"], models: [], metric: "pass", margin: 0.05, showAnswers: false },
      ),
    ).rejects.toMatchObject({ code: "invalid-results", where: "standard input:1" });
  });

  test("may be an evaluation's own file, whose epochs are reduced as it was asked to", async () => {
    let asked = 0;
    const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(["a", "b"], "epochs: 3\nreducer: { at_least: 2 }\n") };
    const lab = evaluationLab({ files, providers: [echoProvider({ answer: (text) => (text === "b" && (asked += 1) === 1 ? { text: "no" } : undefined) })] });
    const { id, header, ...rest } = await lab.evaluate({ concurrency: 1 });
    const report = evaluationReport({ id, ...rest }, "");
    const results = () => lab.deps.evaluations.results(id);
    const pieces = await Array.fromAsync(
      evaluationFile({ header, report, results, asked: { whole: true, maxCostUsd: undefined }, screen: { width: 80, color: false } }),
    );
    const folder = tempFolder();
    const lines = pieces.join("").trimEnd().split("\n");
    await writeFile(join(folder, "a.evaluation.jsonl"), pieces.join(""));
    await writeFile(join(folder, "cut.evaluation.jsonl"), `${lines.slice(0, -1).join("\n")}\n`);
    await writeFile(join(folder, "twice.evaluation.jsonl"), `${[...lines, lines.at(-1)].join("\n")}\n`);
    await writeFile(join(folder, "new.evaluation.jsonl"), `${JSON.stringify({ ...JSON.parse(lines[0] ?? ""), promptops_evaluation: 2 })}\n`);
    const deps = { files: givenFiles(folder), repository: () => Promise.reject(new Error("no repository was to be opened")) };
    const compared = (other: string) => compare(deps, { words: ["a.evaluation.jsonl", other], models: [], metric: "pass", margin: 0.05, showAnswers: true });

    const { result } = await compared("a.evaluation.jsonl");
    expect(result).toMatchObject({
      sides: [{ kind: "results", name: "p (a.evaluation.jsonl)", model: "echo/one", passed: 2, failed: 0 }, { passed: 2 }],
      comparisons: [{ unchanged: { passed: 2, failed: 0 }, gained: { count: 0 }, lost: { count: 0 } }],
    });
    await expect(compared("cut.evaluation.jsonl")).rejects.toMatchObject({ code: "unfinished-evaluation", message: expect.stringContaining("5 of 6 results") });
    await expect(compared("twice.evaluation.jsonl")).rejects.toMatchObject({ code: "corrupt-evaluation" });
    await expect(compared("new.evaluation.jsonl")).rejects.toMatchObject({ code: "not-an-evaluation" });
  });

  test("that hold none are refused", async () => {
    const project = await plainProject();
    await project.temp.write({ "empty.jsonl": "\n", "log.jsonl": '{"level":"info"}\n' });
    await expect(compareIn(project, ["empty.jsonl", prompt])).rejects.toMatchObject({ code: "invalid-results", message: "empty.jsonl holds no result." });
    await expect(compareIn(project, ["log.jsonl", prompt])).rejects.toMatchObject({ code: "invalid-results", where: "log.jsonl:1" });
    await expect(compareIn(project, ["missing.jsonl", prompt])).rejects.toMatchObject({ code: "no-such-file" });
  });

  test("cost memory by their cases, not by their answers", async () => {
    const project = await plainProject();
    const { root } = (await project.deps()).git;
    const line = (at: number, status: string) =>
      JSON.stringify({
        index: at,
        prompt,
        suite: "core",
        case: `c${at}`,
        epoch: 1,
        case_digest: "d",
        status,
        score: status === "pass" ? 1 : 0,
        checks: [],
        output: "x".repeat(20_000),
      });
    const count = 1_000;
    for (const [name, status] of [
      ["a.jsonl", "pass"],
      ["b.jsonl", "fail"],
    ] as const)
      await writeFile(join(root, name), `${Array.from({ length: count }, (_, at) => line(at, status)).join("\n")}\n`);
    const before = retainedBytes();
    const compared = await compareIn(project, ["a.jsonl", "b.jsonl"]);
    const kept = retainedBytes() - before;
    expect(compared.result.comparisons[0]?.lost.count).toBe(count);
    // 40 MB of answers went by.
    expect(kept).toBeLessThan(8_000_000);
  });
});

describe("names that are none", () => {
  test.each([
    [["billing/sumarize"], "unknown-prompt", `Did you mean \`${prompt}\`?`],
    [[`${prompt}@prodution`], "unknown-revision", "production"],
    [[`${prompt}@9.9.9`, prompt], "unknown-version", ""],
    [[`${prompt}@staging`, prompt], "nothing-live", ""],
    [["..", prompt], "invalid-id", ""],
    [["--output=x", prompt], "invalid-id", ""],
    [["a b", prompt], "invalid-id", ""],
    [[`${prompt}@--output=x`, prompt], "unknown-revision", ""],
    [[`${prompt}@HEAD..HEAD~1`, prompt], "unknown-revision", ""],
    [["", prompt], "invalid-id", ""],
  ])("%j are refused with the next step", async (words, code, hint) => {
    const project = await plainProject();
    await expect(compareIn(project, words)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
  });

  test.each([
    [{ suites: ["cor"] }, "--suite core"],
    [{ cases: ["core/number[item=61]"] }, "--case"],
    [{ tags: ["x"] }, ""],
  ])("filters that match nothing are refused: %j", async (given, hint) => {
    const project = await worseThanPublished();
    await expect(compareIn(project, [prompt], given)).rejects.toMatchObject({ code: "nothing-matches", hint: expect.stringContaining(hint) });
    await compareIn(project, [prompt]);
    await expect(compareIn(project, [prompt], given)).rejects.toMatchObject({ code: "nothing-matches", hint: expect.stringContaining(hint) });
  });
});

test("two prompts are not compared where the cases of one never give what the other needs, and nobody is asked", async () => {
  const project = await plainProject();
  await project.temp.write(promptFiles({ id: "kitchen/recipe", variables: "item: { type: integer }\n  dish: { type: string, default: soup }", cases: 4 }));
  await project.temp.write(promptFiles({ id: "kitchen/menu", variables: "item: { type: integer }\n  guests: { type: integer }", cases: 4 }));
  expect((await compareIn(project, ["kitchen/recipe", prompt])).result.comparisons).toMatchObject([{ verdict: "no-difference" }]);
  await expect(compareIn(project, ["kitchen/menu", prompt])).rejects.toMatchObject({
    code: "invalid-argument",
    message: `kitchen/menu and ${prompt} are two prompts, and the cases of ${prompt} do not give what kitchen/menu needs: \`guests\`.`,
  });
});
