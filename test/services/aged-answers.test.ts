import { beforeAll, describe, expect, it, test } from "vitest";
import { sqliteResponseCache } from "../../src/adapters/sqlite/response-cache.ts";
import { isStale } from "../../src/core/eval/evidence-age.ts";
import { oldestAnswer } from "../../src/core/eval/evidence-parts.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import { keyOf } from "../../src/core/eval/evidence-key.ts";
import type { ResponseCache } from "../../src/ports/response-cache.ts";
import { evidenceListText, evidenceShowText } from "../../src/reporters/evidence/evidence-text.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
import { findEvidence } from "../../src/services/evaluation/find-evidence.ts";
import { listEvidence, showEvidence, type EvidenceDeps } from "../../src/services/evidence/list-evidence.ts";
import { gate } from "../../src/services/gate.ts";
import { promote } from "../../src/services/promote.ts";
import { publish } from "../../src/services/publish.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { copyOfProject, promptFiles, releaseProject, type Deps, type ReleaseProject } from "../helpers/release-project.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const day = 86_400_000;
const prompt = "billing/summarize";
/** When a lab's clock begins. */
const begin = Date.UTC(2026, 0, 1);
const moment = (ms: number) => new Date(begin + ms).toISOString();
const screen = { color: false, width: 200 };

/** One machine, its cache and its evidence, at several times. */
function machine(cache: ResponseCache | undefined = sqliteResponseCache(tempFolder())) {
  const evaluations = memoryEvaluationStore();
  const [model, judge, vectors] = [echoProvider(), echoProvider({ name: "judge", answer: () => ({ text: "Y" }) }), embeddingProvider()];
  const at = async (ms: number, suite: string, text = promptYaml) => {
    const files = { "prompts/p/prompt.yml": text, "prompts/p/evals/main.yml": suite };
    const lab = evaluationLab({ files, providers: [model, judge, vectors], evaluations, ...(cache && { cache }) });
    await lab.deps.clock.advance(ms);
    return lab;
  };
  const evaluated = async (ms: number, suite: string, given: Partial<EvaluateInput> = {}, text?: string) => {
    const { id, prompts, header } = await (await at(ms, suite, text)).evaluate(given);
    const results = await Array.fromAsync(evaluations.results(id));
    return { id, evidence: prompts[0]?.evidence as Evidence, results, kept: await evaluations.findEvidence(keyOf(header.plan.prompts[0]!, given.epochs)) };
  };
  return { evaluations, model, judge, vectors, at, evaluated };
}

describe("an evaluation is as old as the oldest answer it rests on", () => {
  const suite = suiteYaml(["a", "b"]);

  it("which its results and its evidence say where the cache had any, and nothing else does", async () => {
    const here = machine();
    const first = await here.evaluated(0, suite);
    expect(first.evidence).not.toHaveProperty("answered_at");
    expect(first.results.some((result) => "answered_at" in result)).toBe(false);
    const again = await here.evaluated(40 * day, suiteYaml(["a", "b", "c"]));
    expect(again.results.map(({ answered_at }) => answered_at)).toEqual([moment(0), moment(0), undefined]);
    expect(again.evidence).toMatchObject({ started_at: moment(40 * day), answered_at: moment(0), totals: { cached: 2 } });
    expect([29, 31].map((days) => isStale(again.evidence, { evidence_days: 30 }, begin + days * day))).toEqual([false, true]);
    // Without the cache it is as young as it looks.
    const anew = await here.evaluated(40 * day, suite, { useCache: false });
    expect([anew.evidence.answered_at, oldestAnswer(anew.evidence)]).toEqual([undefined, moment(40 * day)]);
  });

  it("a judge's and an embedding's, too", async () => {
    const hotter = `${promptYaml.replace("{ id: echo/one }", "{ id: echo/one, params: { temperature: 1, seed: 7 } }")}`;
    for (const assertion of ["{ type: closed-qa, criteria: c, model: judge/j }", "{ type: similar, value: ab, threshold: 0.01, model: vectors/v }"]) {
      const here = machine();
      const judged = `schema_version: 1\nassertions: [${assertion}]\ncases: [{ id: a, inputs: { word: a } }]\n`;
      await here.evaluated(0, judged);
      const { evidence, results } = await here.evaluated(40 * day, judged, {}, hotter);
      expect(here.model.calls).toHaveLength(2);
      expect(results[0]).toMatchObject({ answered_at: moment(0) });
      expect(results[0]).not.toHaveProperty("cached");
      expect(evidence).toMatchObject({ answered_at: moment(0), totals: { cached: 0, calls: 1 }, seeds: { model: 7 } });
    }
  });

  it("those of its beginning, when it was finished later", async () => {
    const here = machine(undefined);
    const stopped = new AbortController();
    const lab = await here.at(0, suite);
    const stopping = echoProvider({ answer: (text) => void (text === "a" && stopped.abort()) });
    const deps = { ...lab.deps, openProvider: () => Promise.resolve(stopping) };
    await expect(evaluate(deps, lab.input({ concurrency: 1, signal: stopped.signal }))).rejects.toMatchObject({ code: "interrupted" });
    const [open] = await here.evaluations.ids();
    const { evidence } = await here.evaluated(40 * day, suite, { resume: open! });
    expect([evidence.finished_at, oldestAnswer(evidence)]).toEqual([moment(40 * day), moment(0)]);
  });

  it("which an older promptops did not say of what came from the cache", async () => {
    const { evidence } = await machine().evaluated(0, suite);
    const older = { ...evidence, totals: { ...evidence.totals, cached: 1 } };
    expect(oldestAnswer(older)).toBeUndefined();
    expect(isStale(older, { evidence_days: 30 }, begin)).toBe(true);
    expect(isStale(older, {}, begin)).toBe(false);
  });

  it("and what was asked anew is not given up for it", async () => {
    const here = machine();
    await here.evaluated(0, suite);
    const anew = await here.evaluated(40 * day, suite, { useCache: false });
    const cached = await here.evaluated(41 * day, suite);
    expect(cached.evidence.answered_at).toBe(moment(0));
    expect(cached.kept).toEqual(anew.evidence);
  });
});

describe("who relies on answers of so many days", () => {
  const reuse = { days: 30 };

  it("asks anew for what is older, and takes from the cache what is not", async () => {
    const here = machine();
    await here.evaluated(0, suiteYaml(["a", "b"]));
    await here.evaluated(20 * day, suiteYaml(["a", "b", "c"]));
    here.model.calls.length = 0;
    const lab = await here.at(31 * day, suiteYaml(["a", "b", "c"]));
    const [evidence] = await findEvidence(lab.deps, { ...lab.input(), reuse });
    expect(here.model.calls.toSorted()).toEqual(["a", "b"]);
    expect(evidence).toMatchObject({ started_at: moment(31 * day), answered_at: moment(20 * day), totals: { cached: 1, calls: 2 } });
    // And then nobody, with or without the cache.
    const [again] = await findEvidence((await here.at(32 * day, suiteYaml(["a", "b", "c"]))).deps, { ...lab.input(), reuse });
    expect([again, here.model.calls.length]).toEqual([evidence, 2]);
  });

  it("asks judges and embeddings anew as well", async () => {
    const here = machine();
    const judged = `schema_version: 1
assertions: [{ type: closed-qa, criteria: c, model: judge/j }, { type: similar, value: ab, threshold: 0.01, model: vectors/v }]
cases: [{ id: a, inputs: { word: a } }]
`;
    await here.evaluated(0, judged);
    const before = [here.judge.calls.length, here.vectors.embedded.length];
    const lab = await here.at(31 * day, judged);
    const [evidence] = await findEvidence(lab.deps, { ...lab.input(), reuse });
    expect([here.judge.calls.length, here.vectors.embedded.length]).toEqual(before.map((count) => count * 2));
    expect(oldestAnswer(evidence!)).toBe(moment(31 * day));
  });

  it("does so when it is gone on with", async () => {
    const here = machine();
    await here.evaluated(0, suiteYaml(["a", "b"]));
    const lab = await here.at(31 * day, suiteYaml(["a", "b"]));
    const begun = await lab.deps.evaluations.start({
      ...(await here.evaluations.read((await here.evaluations.ids())[0]!))!.header,
      id: "20260201T000000000Z-00000000",
      answers_since: moment(day),
    });
    await begun.close();
    const { evidence } = await here.evaluated(31 * day, suiteYaml(["a", "b"]), { resume: begun.header.id });
    expect([evidence.totals.cached, here.model.calls.length]).toEqual([0, 4]);
  });
});

describe("a gate that allows evidence of two days", () => {
  let live: ReleaseProject;
  const policy = (gates: string) => ({
    [`prompts/${prompt}/manifest.yml`]: `schema_version: 1\nscope: x\ntask_class: other\nowners: [x]\ngates: { staging: ${gates} }\n`,
  });

  beforeAll(async () => {
    live = await releaseProject({ ...promptFiles(), ...policy("{ evidence_days: 2 }") });
    const deps = await live.deps();
    await publish(deps, { prompt });
    await promote(deps, { version: `${prompt}@1.0.0`, environment: "staging" });
  });

  async function at(project: ReleaseProject, later: number, cache: ResponseCache): Promise<Deps & EvidenceDeps> {
    const { ledger } = await ledgerPlace(project.temp.root);
    return { ...(await project.deps(later)), openCache: () => Promise.resolve(cache), openLedger: () => Promise.resolve(ledger) };
  }

  test.each([false, true])("lets no cached answer pass that is older (sequential: %s)", async (sequential) => {
    const project = await copyOfProject(live);
    const cache = sqliteResponseCache(tempFolder());
    await project.temp.commit(promptFiles({ more: "Be brief." }));
    const first = await at(project, 1000, cache);
    expect((await gate(first, { prompt })).gate.verdict).toBe("pass");
    const later = await at(project, 3 * day, cache);
    const stale = await listEvidence(later, { prompt, limit: 1 });
    expect(stale).toMatchObject({ evidence: [{ state: "stale", days: 3, answered_at: expect.stringContaining("2026-11-20T09:00:01") }], stale: [prompt] });
    expect(evidenceListText(stale, screen)).toContain(`\`promptops eval ${prompt} --no-cache\` asks for new ones`);
    const { gate: report } = await gate(later, { prompt, sequential });
    expect(report.steps[0]).toMatchObject({ step: "validity", code: "evidence-valid" });
    expect(later.calls.length).toBe(sequential ? report.steps.find(({ step }) => step === "support")?.numbers?.["calls_made"] : 120);
    expect(later.calls.length).toBeGreaterThan(0);
    if (sequential) return;
    expect(await listEvidence(later, { prompt, limit: 1 })).toMatchObject({ evidence: [{ state: "fresh" }], missing: [], stale: [] });
    const publishing = await at(project, 3 * day + 1000, cache);
    expect(await publish(publishing, { prompt })).toMatchObject({ outcome: "published" });
    expect(publishing.calls).toEqual([]);
    expect(await project.temp.git("cat-file", "tag", `${prompt}@1.0.1`)).toContain(`"answered_at"`);
  });
});

describe("evidence tells", () => {
  it("the epochs of a case where it has several, and passes them on with it", async () => {
    let turn = 0;
    const model = echoProvider({ answer: (text) => (text === "a" && (turn += 1) === 2 ? { text: "no" } : undefined) });
    const evaluations = memoryEvaluationStore();
    const lab = (cases: readonly string[], head = "epochs: 3\n") =>
      evaluationLab({ files: { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(cases, head) }, providers: [model], evaluations });
    const { prompts } = await lab(["a", "b"]).evaluate({ concurrency: 1 });
    const epochs = { scores: [1, 0, 1], outcomes: "pfp" };
    expect(prompts[0]?.evidence.cases).toMatchObject([
      { case: "a", epochs },
      { case: "b", epochs: { scores: [1, 1, 1], outcomes: "ppp" } },
    ]);
    const more = lab(["a", "b", "c"]);
    const [taken] = await findEvidence(more.deps, { ...more.input(), reuse: { days: undefined } });
    expect(taken?.cases[0]).toMatchObject({ case: "a", from: 1, epochs });
    const single = await lab(["a", "b"], "").evaluate();
    expect(single.prompts[0]?.evidence.cases.some((each) => "epochs" in each)).toBe(false);
  });

  it("the seeds that were used, and people see them", async () => {
    const { prompts } = await evaluationLab().evaluate({ sample: { size: 2, seed: "monday" } });
    expect(prompts[0]?.evidence.seeds).toEqual({ sample: "monday" });
    expect((await evaluationLab().evaluate()).prompts[0]?.evidence).not.toHaveProperty("seeds");
    const project = await releaseProject({ ...promptFiles({ cases: 3 }) });
    const { ledger } = await ledgerPlace(project.temp.root);
    const deps = { ...(await project.deps()), openLedger: () => Promise.resolve(ledger) };
    await gate(deps, { prompt });
    const shown = await showEvidence(deps, { key: prompt });
    const [one, ...rest] = shown.evidence.cases;
    const epochs = { scores: [1, 0, 0], outcomes: "pfe" };
    const text = evidenceShowText(
      {
        listed: { ...shown.listed, days: 40, answered_at: "2026-10-11T09:00:00.000Z" },
        evidence: { ...shown.evidence, seeds: { order: "f".repeat(64), model: 7 }, cases: [{ ...one!, status: "error", score: 0.333333, epochs }, ...rest] },
      },
      screen,
    );
    expect(text).toContain("40 days old (oldest answer 2026-10-11 09:00 UTC)");
    expect(text).toContain("seeds: ffffffffffff of the order of cases, 7 asked of the model");
    expect(text).toContain("(score 0.333; by epoch 1 0 error)");
  });
});
