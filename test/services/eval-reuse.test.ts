import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { givenEvaluations } from "../../src/adapters/fs/given-evaluations.ts";
import type { CaseResult } from "../../src/core/eval/case-result.ts";
import { isWhole } from "../../src/core/eval/is-whole.ts";
import type { EvaluationStore } from "../../src/ports/evaluation-store.ts";
import type { Reported } from "../../src/reporters/eval/eval-reporter.ts";
import { evalReporters, type EvalReporterName } from "../../src/reporters/eval/eval-reporter.ts";
import { resultsText } from "../../src/reporters/eval/result-text.ts";
import { reportText } from "../../src/reporters/eval/report-text.ts";
import { estimateText } from "../../src/reporters/eval/estimate-text.ts";
import { evaluationRecording } from "../../src/services/compare/evaluation-recording.ts";
import { gatherDetails } from "../../src/services/compare/gather-details.ts";
import type { RecordedSide } from "../../src/services/compare/opened-side.ts";
import { resultsRecording } from "../../src/services/compare/results-recording.ts";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import type { EvaluateInput, EvaluationResult } from "../../src/services/evaluation/evaluation-input.ts";
import { evaluationReport } from "../../src/services/evaluation/evaluation-report.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import { isReuseAsked } from "../../src/services/evaluation/reuse-asked.ts";
import { refuseOthers } from "../../src/services/evaluation/said-again.ts";
import { ratedAnswer } from "../../src/services/feedback/rated-answer.ts";
import { mergeEvaluations } from "../../src/services/merge-evaluations.ts";
import { failedResults, resultsOfCase, showEvaluation } from "../../src/services/show-evaluation.ts";
import { echoProvider, type EchoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type Lab, type LabOptions } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const day = 86_400_000;
const screen = { width: 100, color: false };
const main = (text: string) => ({ "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": text });
const words = (...given: readonly string[]) => main(suiteYaml(given));

interface Machine {
  readonly lab: Lab;
  readonly provider: EchoProvider;
}

/** A machine a day later, without answers of before. */
async function machine(files: Record<string, string>, evaluations: EvaluationStore, options: LabOptions = {}): Promise<Machine> {
  const provider = echoProvider();
  const lab = evaluationLab({ files, evaluations, providers: [provider, echoProvider({ name: "other" })], ...options });
  await lab.deps.clock.advance(day);
  return { lab, provider };
}

/** A machine that has the evidence of another, as through a ledger, and nothing else of it. */
async function elsewhere(from: EvaluationStore): Promise<EvaluationStore> {
  const there = memoryEvaluationStore();
  for await (const { key, evidence } of from.keptEvidence()) await there.saveEvidence(key, evidence);
  return there;
}

/** Evaluated whole, the day before. */
async function proved(files: Record<string, string>, evaluations: EvaluationStore = memoryEvaluationStore(), given: Partial<EvaluateInput> = {}) {
  await evaluationLab({ files, evaluations, providers: [echoProvider(), echoProvider({ name: "other" })] }).evaluate(given);
  return evaluations;
}

function reportedOf(evaluations: EvaluationStore, evaluated: EvaluationResult): Reported {
  const { asked } = evaluated.header.plan;
  return {
    report: evaluationReport(evaluated, "results.jsonl"),
    header: evaluated.header,
    asked: { whole: isWhole(asked), maxCostUsd: undefined },
    results: () => evaluations.results(evaluated.id),
    screen,
  };
}

const reuse = {};

describe("an evaluation that reuses evidence", () => {
  it("asks for what is missing, counts every case, and is evidence in turn", async () => {
    const kept = await elsewhere(await proved(words("a", "b", "c")));
    const { lab, provider } = await machine(words("a", "b", "x"), kept);
    const { verdict, exit, prompts, header, notRun } = await lab.evaluate({ reuse });
    expect([provider.calls, verdict, exit, notRun]).toEqual([["x"], "pass", "done", 0]);
    expect(prompts[0]?.evidence.totals).toMatchObject({ cases: 3, passed: 3, calls: 1, reused: 2, cost_nano_usd: 20_000 });
    expect(header.reuses).toEqual({});
    const again = await machine(words("a", "x", "b"), kept);
    expect((await again.lab.evaluate({ reuse })).prompts[0]?.evidence.totals).toMatchObject({ cases: 3, calls: 0, reused: 3, cost_nano_usd: 0 });
  });

  it("runs every case unless it is told to reuse", async () => {
    const { lab, provider } = await machine(words("a", "b"), await proved(words("a", "b")));
    await lab.evaluate();
    expect(provider.calls).toEqual(["a", "b"]);
  });

  it("writes no evidence that says nothing new", async () => {
    const kept = await proved(words("a", "b"));
    const saved: string[] = [];
    const noted: EvaluationStore = { ...kept, saveEvidence: (key, evidence) => (saved.push(key), kept.saveEvidence(key, evidence)) };
    const all = await machine(words("a", "b"), noted);
    await all.lab.evaluate({ reuse });
    expect([all.provider.calls, saved]).toEqual([[], []]);
    // Of a suite that lost a case there was none.
    await (await machine(words("a"), noted)).lab.evaluate({ reuse });
    expect(saved).toHaveLength(1);
  });

  it.each<[string, Partial<EvaluateInput>, readonly string[]]>([
    ["a case", { cases: ["x", "a"] }, ["x"]],
    ["a pattern", { filters: ["/[bx]/"] }, ["x"]],
    ["a sample", { sample: { size: 4, seed: "0" } }, ["x", "y"]],
    ["a shard", { shard: { index: 2, count: 2 } }, ["y"]],
    ["epochs that were asked for", { epochs: 2 }, ["a", "a", "b", "b", "x", "x", "y", "y"]],
    ["another model", { models: ["other/one"] }, []],
    ["two models", { models: ["echo/one", "other/one"] }, ["x", "y"]],
  ])("with %s", async (_, given, asked) => {
    const { lab, provider } = await machine(words("a", "b", "x", "y"), await elsewhere(await proved(words("a", "b"))));
    await lab.evaluate({ reuse, concurrency: 1, ...given });
    expect(provider.calls).toEqual(asked);
  });

  it("goes by what is in the cache for the rest", async () => {
    const cache = memoryCache();
    const warm = await machine(words("x"), memoryEvaluationStore(), { cache });
    await warm.lab.evaluate();
    const { lab, provider } = await machine(words("a", "x"), await elsewhere(await proved(words("a"))), { cache });
    const { prompts } = await lab.evaluate({ reuse });
    expect(provider.calls).toEqual([]);
    expect(prompts[0]?.evidence.totals).toMatchObject({ cases: 2, calls: 0, cached: 1, reused: 1 });
  });
});

describe("a failed case that was taken over", () => {
  const state = words("a", "wrong", "b");

  it("counts, and is told with its answer where the evaluation that ran it is kept", async () => {
    const kept = await proved(state);
    const [first = ""] = await kept.ids();
    const { lab, provider } = await machine(state, kept);
    const evaluated = await lab.evaluate({ reuse });
    expect([provider.calls, evaluated.verdict, evaluated.exit]).toEqual([[], "fail", "no"]);
    expect(evaluated.failures).toMatchObject({
      count: 1,
      first: [
        {
          case: "wrong",
          output: "wrong",
          expected: "right",
          inputs: { word: "wrong" },
          checks: [{ type: "equals", pass: false }],
          reused: { evaluation: first, pass_rate: 0 },
        },
      ],
    });
    const text = await reportText("terminal", reportedOf(kept, evaluated));
    expect(text).toContain("answer: wrong");
    expect(text).toContain(`proved by evaluation ${first} of 2026-01-01 00:00 UTC;`);
    expect(text).not.toContain("not kept here");
  });

  const texts: Record<EvalReporterName, (text: string) => string> = {
    terminal: (text) => text.replaceAll(/\s+/g, " "),
    html: String,
    markdown: (text) => text.replaceAll("\\", ""),
    github: String,
    json: (text) => text,
    jsonl: String,
    evaluation: String,
    csv: String,
    junit: (text) => text.replaceAll("&apos;", "'"),
    sarif: String,
  };
  const whole: readonly EvalReporterName[] = ["json", "jsonl", "evaluation", "html"];
  /** Case by case they only name it. */
  const brief: readonly EvalReporterName[] = ["markdown", "junit"];

  it.each(Object.keys(evalReporters) as EvalReporterName[])("is named by the report %s, with who proved it, where nothing else of it is kept", async (name) => {
    const origin = await proved(state);
    const [first = ""] = await origin.ids();
    const kept = await elsewhere(origin);
    const evaluated = await (await machine(state, kept)).lab.evaluate({ reuse });
    const text = texts[name](await reportText(name, reportedOf(kept, evaluated)));
    expect(text).toContain(first);
    if (whole.includes(name)) expect(text).toMatch(new RegExp(`"case": ?"wrong".*"reused": ?{\\s*"evaluation": ?"${first}"`, "s"));
    else if (brief.includes(name)) {
      expect(text).toContain(`proved by evaluation ${first} of 2026-01-01 00:00 UTC, and not all of its answers are kept here`);
      expect(text).toContain(`promptops eval show ${first} --failures`);
    } else if (name !== "csv") {
      expect(text).toContain(`proved by evaluation ${first} of 2026-01-01 00:00 UTC, and its answer is not kept here`);
      expect(text).toContain(`promptops eval show ${first} --case main/wrong`);
      expect(text).toContain("promptops eval p --case main/wrong --no-reuse");
    }
  });

  it("and those that passed are tests, rows and lines like any other", async () => {
    const kept = await elsewhere(await proved(state));
    const reported = reportedOf(kept, await (await machine(state, kept)).lab.evaluate({ reuse }));
    expect(await reportText("junit", reported)).toMatch(/<testsuites name="promptops" tests="3" failures="1" errors="0" time="0.000">/);
    expect((await reportText("csv", reported)).trim().split("\n")).toHaveLength(4);
    expect((await reportText("jsonl", reported)).trim().split("\n")).toHaveLength(3);
    expect(JSON.parse(await reportText("sarif", reported))).toMatchObject({
      runs: [{ results: [{ ruleId: "case/score", locations: [{ physicalLocation: { region: { startLine: 5 } } }] }] }],
    });
    expect(await reportText("github", reported)).toMatch(/^::warning file=prompts\/p\/evals\/main.yml,line=5,title=FAIL p main\/wrong::/);
  });

  it("keeps its verdict, though its score reaches the threshold, when it broke what must hold", async () => {
    const files = main(`schema_version: 1
threshold: 0.5
cases:
  - id: a
    inputs: { word: a }
    assertions: [{ type: equals, value: b, must_pass: true }, { type: contains, value: a, weight: 9, metric: has }]
`);
    const kept = await elsewhere(await proved(files));
    const evaluated = await (await machine(files, kept)).lab.evaluate({ reuse });
    expect(evaluated).toMatchObject({ verdict: "fail", prompts: [{ evidence: { totals: { reused: 1, failed: 1, mean_score: 0.9, metrics: { has: 1 } } } }] });
    expect((await showEvaluation({ evaluations: kept, given: givenEvaluations("/") }, {})).report.verdict).toBe("fail");
  });

  it("says how its epochs fared, of which one line is kept", async () => {
    let turn = 0;
    const files = main(suiteYaml(["a", "b"], "epochs: 3\nthreshold: 0.9\n"));
    const kept = memoryEvaluationStore();
    const fickle = echoProvider({ answer: (text) => (text === "a" && turn++ > 0 ? { text: "z" } : undefined) });
    await evaluationLab({ files, evaluations: kept, providers: [fickle] }).evaluate({ concurrency: 1 });
    const { lab, provider } = await machine(files, await elsewhere(kept));
    const evaluated = await lab.evaluate({ reuse });
    expect([provider.calls, evaluated.notRun, evaluated.failures.count]).toEqual([[], 0, 1]);
    expect(evaluated.failures.first[0]).toMatchObject({ index: 0, epoch: 1, reused: { epochs: { outcomes: "pff" } } });
    const reported = reportedOf(lab.deps.evaluations, evaluated);
    expect(await reportText("junit", reported)).toContain("2 of 3 epochs failed");
    expect((await Array.fromAsync(reported.results())).map(({ index }) => index)).toEqual([0, 3]);
    expect(evaluated.prompts[0]?.evidence.cases.map(({ epochs }) => epochs?.outcomes)).toEqual(["pff", "ppp"]);
  });

  it("is the first failure of `failFast`: nobody is asked; whoever goes on runs the rest", async () => {
    const { lab, provider } = await machine(words("x", "wrong", "y"), await elsewhere(await proved(words("a", "wrong"))));
    const stopped = await lab.evaluate({ reuse, failFast: true });
    expect([provider.calls, stopped.verdict, stopped.exit, stopped.notRun]).toEqual([[], "fail", "no", 2]);
    const rest = await lab.evaluate({ resume: stopped.id, failFast: true, concurrency: 1 });
    expect([provider.calls, rest.verdict, rest.notRun, rest.prompts[0]?.evidence.totals]).toMatchObject([["x", "y"], "fail", 0, { reused: 1, calls: 2 }]);
  });
});

describe("what is kept of it", () => {
  const deps = (evaluations: EvaluationStore) => ({ evaluations, given: givenEvaluations("/") });

  it("is shown as it was reported, also from a file, and case by case", async () => {
    const kept = fileEvaluationStore(tempFolder());
    await proved(words("a", "wrong"), kept);
    const { lab } = await machine(words("a", "wrong", "x"), await onDisk(await elsewhere(kept)));
    const evaluated = await lab.evaluate({ reuse });
    const shown = await showEvaluation(deps(lab.deps.evaluations), {});
    expect(shown.report).toEqual(evaluationReport(evaluated, lab.deps.evaluations.location(evaluated.id)));
    expect((await failedResults(shown)).map((result) => result.case)).toEqual(["wrong"]);
    const [wrong] = await resultsOfCase(shown, "main/wrong");
    const text = resultsText([wrong as CaseResult], screen);
    expect(text).toMatch(/^FAIL  p main\/wrong  0.00\n/);
    expect(text).toContain("taken over\n    proved by evaluation ");
    expect(text).not.toContain("nobody answered");
    const folder = tempFolder();
    await writeFile(join(folder, "one.evaluation.jsonl"), await reportText("evaluation", reportedOf(lab.deps.evaluations, evaluated)));
    const given = await showEvaluation({ evaluations: memoryEvaluationStore(), given: givenEvaluations(folder) }, { id: "one.evaluation.jsonl" });
    expect({ ...given.report, results: "" }).toEqual({ ...shown.report, results: "" });
  });

  it("tells of an unfinished one what is still to be run, and no more", async () => {
    const stop = new AbortController();
    const kept = await elsewhere(await proved(words("a", "b")));
    const provider = echoProvider({ answer: () => (stop.abort(), undefined) });
    const { lab } = await machine(words("a", "b", "x", "y"), kept, { providers: [provider] });
    await expect(lab.evaluate({ reuse, signal: stop.signal, concurrency: 1 })).rejects.toMatchObject({ message: expect.stringContaining("1 of 2") });
    expect((await showEvaluation(deps(kept), {})).report).toMatchObject({ verdict: "unfinished", not_run: 1, prompts: [{ totals: { cases: 3, reused: 2 } }] });
  });

  it("is made whole when it was killed before it had written what it takes over", async () => {
    const kept = await elsewhere(await proved(words("a", "b")));
    const { lab, provider } = await machine(words("a", "b", "x"), kept);
    const { header, id } = await lab.evaluate({ reuse });
    const killed = await elsewhere(await proved(words("a", "b")));
    await (await killed.start(header)).close();
    const again = await machine(words("a", "b", "x"), killed);
    const { prompts, notRun } = await again.lab.evaluate({ resume: id });
    expect([provider.calls, again.provider.calls, notRun, prompts[0]?.evidence.totals.reused]).toEqual([["x"], ["x"], 0, 2]);
  });

  it("is the same from shards, each of which reused its part", async () => {
    const files = { ...words("a", "wrong", "b", "x"), "prompts/p/evals/second.yml": suiteYaml(["c", "y", "d"], "epochs: 2\n") };
    const before = { ...words("a", "wrong", "b"), "prompts/p/evals/second.yml": suiteYaml(["c", "d"], "epochs: 2\n") };
    const origin = await proved(before);
    const folder = tempFolder();
    const calls: string[] = [];
    for (const index of [1, 2]) {
      const kept = await elsewhere(origin);
      const { lab, provider } = await machine(files, kept);
      const evaluated = await lab.evaluate({ reuse, shard: { index, count: 2 } });
      await writeFile(join(folder, `${index}.evaluation.jsonl`), await reportText("evaluation", reportedOf(kept, evaluated)));
      calls.push(...provider.calls);
    }
    expect(calls.sort()).toEqual(["x", "y", "y"]);
    const uncut = await (await machine(files, await elsewhere(origin))).lab.evaluate({ reuse });
    const kept = memoryEvaluationStore();
    const { lab } = await machine(files, kept);
    const { evaluated } = await mergeEvaluations({ ...lab.deps, given: givenEvaluations(folder) }, { from: ["."] });
    expect(evaluated).toMatchObject({ verdict: "fail", notRun: 0, header: { reuses: {} } });
    const provedBy = ({ prompts: [only] }: EvaluationResult) => ({ ...only?.evidence, evaluation: "", parts: only?.evidence.parts?.map(({ cases }) => cases) });
    expect(provedBy(evaluated)).toEqual(provedBy(uncut));
    await expect(Array.fromAsync(kept.keptEvidence())).resolves.toHaveLength(1);
  });
});

describe("commands about answers", () => {
  it("compares what was run and what was taken over, with the answers that are kept", async () => {
    const kept = await proved(words("a", "wrong"));
    const { id } = await (await machine(words("a", "wrong", "x"), kept)).lab.evaluate({ reuse });
    const { side } = (await evaluationRecording(kept, id)).entries[0] as { side: RecordedSide };
    expect((await Array.fromAsync(side.results())).map((result) => `${result.case} ${result.output}`).sort()).toEqual(["a a", "wrong wrong", "x x"]);
    expect(side.cases.map((each) => each.case)).toEqual(["a", "wrong", "x"]);
  });

  it("compares a file by what it says of metrics, and explains what it can", async () => {
    const files = main(suiteYaml(["a", "wrong"]).replace("type: equals", "type: equals, metric: exact"));
    const kept = await elsewhere(await proved(files));
    const evaluated = await (await machine(files, kept)).lab.evaluate({ reuse });
    const folder = tempFolder();
    await writeFile(join(folder, "a.evaluation.jsonl"), await reportText("evaluation", reportedOf(kept, evaluated)));
    await writeFile(join(folder, "a.jsonl"), await reportText("jsonl", reportedOf(kept, evaluated)));
    for (const name of ["a.evaluation.jsonl", "a.jsonl"]) {
      const { side } = (await resultsRecording(givenFiles(folder), name)).entries[0] as { side: RecordedSide };
      expect(side.cases.map(({ status, pass_rate }) => [status, pass_rate])).toEqual([
        ["pass", 1],
        ["fail", 0],
      ]);
      expect(side.about.models_answered).toEqual(["one-2026"]);
      const { details } = await gatherDetails(side, side.cases, { explained: new Set(["main/wrong"]), shown: new Set() });
      expect(details.metricNames.map((metric) => [metric, details.metric(metric, "main/a"), details.metric(metric, "main/wrong")])).toEqual([["exact", 1, 0]]);
      expect(details.explanation("main/wrong")).toEqual({ failedChecks: [], error: undefined });
    }
  });

  it("have no rating for an answer that another evaluation has", async () => {
    const kept = await proved(words("a"));
    const [first = ""] = await kept.ids();
    const { id } = await (await machine(words("a"), kept)).lab.evaluate({ reuse });
    await expect(ratedAnswer({ evaluations: kept } as unknown as Parameters<typeof ratedAnswer>[0], { about: id, case: "main/a" })).rejects.toMatchObject({
      code: "no-answer",
      message: expect.stringContaining(`took main/a over from ${first}`),
      hint: expect.stringContaining(`promptops feedback add ${first} --case main/a`),
    });
  });
});

async function onDisk(from: EvaluationStore): Promise<EvaluationStore> {
  const folder = tempFolder();
  await mkdir(folder, { recursive: true });
  const there = fileEvaluationStore(folder);
  for await (const { key, evidence } of from.keptEvidence()) await there.saveEvidence(key, evidence);
  return there;
}

describe("what is asked", () => {
  const request: EvalRequest = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };

  test("the flag goes before the project's word, and answers that are wanted before that", () => {
    const project = { evaluation: { reuse: true } };
    expect(isReuseAsked(request, {})).toBe(false);
    expect(isReuseAsked({ ...request, reuse: true }, {})).toBe(true);
    expect(isReuseAsked(request, project)).toBe(true);
    expect(isReuseAsked({ ...request, reuse: false }, project)).toBe(false);
    expect(isReuseAsked({ ...request, reuse: true }, { evaluation: { cache: false } })).toBe(true);
    for (const other of [{ useCache: false }, { record: "recordings" }, { watch: true }]) {
      expect(isReuseAsked({ ...request, ...other }, project)).toBe(false);
      expect(isReuseAsked({ ...request, ...other, reuse: false }, project)).toBe(false);
    }
  });

  test.each([
    ["--no-cache", { useCache: false }],
    ["--record", { record: "recordings" }],
    ["--watch", { watch: true }],
  ])("`--reuse` with `%s` is refused", (flag, other) => {
    expect(() => isReuseAsked({ ...request, ...other, reuse: true }, {})).toThrow(
      expect.objectContaining({ code: "invalid-flag", message: expect.stringContaining(flag), where: "--reuse" }),
    );
  });

  test("an evaluation goes on as it began", async () => {
    const { lab } = await machine(words("a"), memoryEvaluationStore());
    const [with_, without] = [(await lab.evaluate({ reuse })).header, (await lab.evaluate()).header];
    expect(() => refuseOthers(with_, { ...request, reuse: true })).not.toThrow();
    expect(() => refuseOthers(without, { ...request, reuse: false })).not.toThrow();
    expect(() => refuseOthers(with_, { ...request, reuse: false })).toThrow(expect.objectContaining({ code: "plan-changed", where: "--no-reuse" }));
    expect(() => refuseOthers(without, { ...request, reuse: true })).toThrow(expect.objectContaining({ message: expect.stringContaining("`--no-reuse`") }));
  });

  test("an estimate counts what would be run, and says what would not", async () => {
    const { lab } = await machine(words("a", "b", "x"), await elsewhere(await proved(words("a", "b"))));
    const deps = { ...lab.deps, openCache: () => Promise.resolve(memoryCache()) };
    const { estimate } = await estimateEvaluation(deps, lab.input({ reuse }));
    expect(estimate).toMatchObject({ answers: 1, calls: 1, reused: 2 });
    expect(estimateText(estimate)).toMatch(/^2 cases are proved by earlier evidence, and are not run\.\n1 answer, 0 of them from the cache: 1 call\.\n/);
    expect((await estimateEvaluation(deps, lab.input())).estimate).not.toHaveProperty("reused");
  });
});
