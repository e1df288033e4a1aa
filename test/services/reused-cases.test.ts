import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import type { EvaluationStore } from "../../src/ports/evaluation-store.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { evaluateInTurns, type CaseInTurn } from "../../src/services/evaluation/evaluate-in-turns.ts";
import { findEvidence } from "../../src/services/evaluation/find-evidence.ts";
import { resultsOfCase, showEvaluation } from "../../src/services/show-evaluation.ts";
import { echoProvider, type EchoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";

const day = 86_400_000;

/** Asks for evidence as a gate does, on a machine that has no answers of before. */
async function prove(
  files: Readonly<Record<string, string>>,
  evaluations: EvaluationStore,
  { provider = echoProvider(), at = 0, days, epochs, fresh = false, ...options }: Partial<LabOptions> & Asking = {},
): Promise<{ evidence: Evidence; calls: readonly string[] }> {
  const lab = evaluationLab({ providers: [provider], ...options, files: { "prompts/p/prompt.yml": promptYaml, ...files }, evaluations });
  await lab.deps.clock.advance(at);
  const [evidence] = await findEvidence(lab.deps, { ...lab.input(), useCache: false, fresh, reuse: { days }, ...(epochs && { epochs }) });
  if (evidence === undefined) throw new Error("there is evidence of a prompt with a suite");
  return { evidence, calls: provider.calls };
}

interface Asking {
  readonly provider?: EchoProvider;
  /** Milliseconds after the lab's beginning. */
  readonly at?: number;
  readonly days?: number;
  readonly epochs?: number;
  readonly fresh?: boolean;
}

const main = (text: string) => ({ "prompts/p/evals/main.yml": text });
const words = (...given: readonly string[]) => main(suiteYaml(given));

describe("evidence with reused cases is the evidence of a whole run", () => {
  const aCase = fc.record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    word: fc.constantFrom("one", "two", "three", "wrong"),
    more: fc.constantFrom("", "tags: [t1], ", "must_pass: true, ", "group: g1, ", "assertions: [{ type: contains, value: o, metric: os }], "),
  });
  const aState = fc.record({
    head: fc.constantFrom("", "", "epochs: 2\n", "threshold: 0.5\n", "score: { weights: { exact: 2, latency: 1 }, latency: { full_ms: 10, zero_ms: 2000 } }\n"),
    cases: fc.uniqueArray(aCase, { minLength: 1, maxLength: 5, selector: ({ id }) => id }),
  });
  const suiteOf = ({ head, cases }: { readonly head: string; readonly cases: readonly { id: string; word: string; more: string }[] }) =>
    main(
      `schema_version: 1\n${head}assertions: [{ type: equals, metric: exact }]\ncases:\n${cases.map(({ id, word, more }) => `  - { id: ${id}, ${more}inputs: { word: ${word} }, expected: ${word === "wrong" ? "right" : word} }`).join("\n")}\n`,
    );
  /** Answers that tell apart what is asked, with numbers that have no exact sum. */
  const provider = () => echoProvider({ answer: (text) => ({ latencyMs: text.length * 100.1 }) });

  /** What a gate goes by: everything but when it was proved, and what it was paid. */
  const proved = ({ evaluation: _, started_at: __, finished_at: ___, parts: ____, prices: _____, totals, cases, ...evidence }: Evidence) => {
    const { calls: ______, cached: _______, reused: ________, cost_nano_usd: _________, ...counts } = totals;
    return { ...evidence, totals: counts, cases: cases.map(({ from: __________, ...each }) => each) };
  };
  /** Sums of sums differ from sums in their last digits. */
  const rounded = (evidence: Evidence): unknown =>
    JSON.parse(JSON.stringify(proved(evidence), (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(12)) : value)));

  test("for any states of a suite, one after the other, and never asks more", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aState, { minLength: 2, maxLength: 4 }), async (states) => {
        const kept = memoryEvaluationStore();
        for (const [at, state] of states.entries()) {
          const { evidence, calls } = await prove(suiteOf(state), kept, { provider: provider(), at: at * day });
          const whole = await prove(suiteOf(state), memoryEvaluationStore(), { provider: provider(), at: at * day });
          expect(rounded(evidence)).toEqual(rounded(whole.evidence));
          const { parts = [], totals, cases } = evidence;
          expect(calls.length).toBeLessThanOrEqual(whole.calls.length);
          // Who ran which case adds up.
          expect(parts.reduce((sum, part) => sum + part.cases, 0)).toBe(parts.length === 0 ? 0 : cases.length);
          for (const [place, part] of parts.entries()) expect(cases.filter(({ from = 0 }) => from === place)).toHaveLength(part.cases);
          expect(totals.reused ?? 0).toBe(cases.filter(({ from }) => from !== undefined).length);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("a case is run again", () => {
  it("when it is new or another one, and no other case is", async () => {
    const kept = memoryEvaluationStore();
    await prove(words("a", "b", "c"), kept);
    const { evidence, calls } = await prove(words("a", "b", "x", "wrong-1"), kept, { at: day });
    expect(calls).toEqual(["x", "wrong-1"]);
    expect(evidence).toMatchObject({
      complete: true,
      models_answered: ["one-2026"],
      totals: { cases: 4, passed: 3, failed: 1, errors: 0, calls: 2, cached: 0, reused: 2, mean_latency_ms: 20, cost_nano_usd: 2 * 20_000 },
      parts: [{ evaluation: evidence.evaluation, cases: 2 }, { cases: 2 }],
    });
    expect(evidence.cases.map(({ case: id, from }) => [id, from])).toEqual([
      ["a", 1],
      ["b", 1],
      ["x", undefined],
      ["wrong-1", undefined],
    ]);
    // And what it was made of is passed on, not it.
    const third = await prove(words("a", "x"), kept, { at: 2 * day });
    expect(third.calls).toEqual([]);
    expect(third.evidence.parts).toEqual([
      { evaluation: third.evidence.evaluation, finished_at: third.evidence.finished_at, answered_at: third.evidence.started_at, models_answered: [], cases: 0 },
      { ...evidence.parts?.[1], cases: 1 },
      { ...evidence.parts?.[0], cases: 1 },
    ]);
    const fourth = await prove(words("a", "x"), kept, { at: 2 * day });
    expect([fourth.calls, fourth.evidence]).toEqual([[], third.evidence]);
  });

  it("under its new name when it is called otherwise, for nothing", async () => {
    const kept = memoryEvaluationStore();
    await prove(words("a", "b"), kept);
    const renamed = Object.fromEntries(Object.entries(words("a", "b")).map(([path, text]) => [path, text.replace("id: a", "id: first")]));
    const { evidence, calls } = await prove(renamed, kept);
    expect(calls).toEqual([]);
    expect(evidence.cases.map(({ case: id }) => id)).toEqual(["first", "b"]);
  });

  const tone = (version: number) =>
    `schema_version: 1\nversion: ${version}\nmessages: [{ role: user, content: "{{ answer }}" }]\nchoices: { pass: 1, fail: 0 }\n`;
  const rubric = (more: string, head = "") =>
    main(`schema_version: 1\n${head}cases:
  - { id: plain, inputs: { word: plain }, assertions: [{ type: equals, value: plain }] }
  - { id: judged, inputs: { word: judged }, assertions: [{ type: rubric, rubric: fine, judge: tone${more} }] }
`);
  const judge = (name: string) => echoProvider({ name, answer: () => ({ text: '{"reason":"fine","choice":"pass"}' }) });
  const judged = (files: Record<string, string>, kept: EvaluationStore, project = "judge/j") => {
    const provider = echoProvider();
    return prove({ "judges/tone.yml": tone(1), ...files }, kept, {
      provider,
      providers: [provider, judge("judge"), judge("other")],
      config: { evaluation: { judge: project } },
    });
  };

  it("when its judge changed, and not when another case's did", async () => {
    const kept = memoryEvaluationStore();
    expect((await judged(rubric(""), kept)).calls).toEqual(["plain", "judged"]);
    expect((await judged(rubric(", weight: 2"), kept)).calls).toEqual(["judged"]);
    expect((await judged({ ...rubric(", weight: 3"), "judges/tone.yml": tone(2) }, kept)).calls).toEqual(["judged"]);
    expect((await judged({ ...rubric(""), "judges/tone.yml": tone(2) }, kept)).calls).toEqual(["judged"]);
    // As it was at first, it was judged then.
    expect(
      (
        await judged(
          {
            ...rubric(""),
            ...main(`${rubric("")["prompts/p/evals/main.yml"]}  - { id: more, inputs: { word: more } , assertions: [{ type: equals, value: more }] }\n`),
          },
          kept,
        )
      ).calls,
    ).toEqual(["more"]);
  });

  it("when project or suite name another judge, even one that was asked for other cases", async () => {
    const kept = memoryEvaluationStore();
    const both = (model: string) =>
      `${rubric("")["prompts/p/evals/main.yml"]}  - { id: own, inputs: { word: own }, assertions: [{ type: rubric, rubric: fine, judge: tone, model: ${model} }] }\n`;
    expect((await judged(main(both("other/j")), kept)).calls).toEqual(["plain", "judged", "own"]);
    // Judged was asked of judge/j, and now is of other/j, which evidence names as well.
    expect((await judged(main(both("other/j")), kept, "other/j")).calls).toEqual(["judged"]);
    expect((await judged(main(both("other/j").replace("schema_version: 1", "schema_version: 1\njudge: judge/j")), kept)).calls).toEqual([
      "plain",
      "judged",
      "own",
    ]);
  });

  it("when a scorer's file, a dataset's row or the prompt's partial changed", async () => {
    const kept = memoryEvaluationStore();
    const scorers = { run: () => Promise.resolve({ score: 1, reason: "so" }), close: () => Promise.resolve() };
    const scored = {
      "scorers/own.mjs": "1",
      "prompts/p/prompt.yml": promptYaml.replace("{{ word }}", "{% render 'tone' %}{{ word }}"),
      "partials/tone.liquid": "",
      "prompts/p/evals/rows.jsonl": `{"id":"r1","word":"r1"}\n{"id":"r2","word":"r2"}\n`,
      ...main(`schema_version: 1
assertions: [{ type: length, min: 1 }]
cases:
  - { id: plain, inputs: { word: plain }, assertions: [{ type: equals, value: plain }] }
  - { id: scored, inputs: { word: scored }, assertions: [{ type: javascript, file: scorers/own.mjs }] }
datasets: [{ path: rows.jsonl }]
`),
    };
    const asked = async (change: Record<string, string>) => (await prove({ ...scored, ...change }, kept, { scorers })).calls;
    expect(await asked({})).toEqual(["plain", "scored", "r1", "r2"]);
    expect(await asked({ "scorers/own.mjs": "2" })).toEqual(["scored"]);
    expect(await asked({ "prompts/p/evals/rows.jsonl": `{"id":"r1","word":"r1"}\n{"id":"r2","word":"other"}\n` })).toEqual(["other"]);
    expect(await asked({ "partials/tone.liquid": "Kindly: " })).toHaveLength(4);
  });

  it("when the model, the suite's settings or the epochs are others", async () => {
    const kept = memoryEvaluationStore();
    const asked = async (files: Record<string, string>, asking: Asking = {}) => (await prove(files, kept, asking)).calls.length;
    expect(await asked(words("a", "b"))).toBe(2);
    expect(await asked(words("a", "b", "c"), { provider: echoProvider({ fingerprint: "echo/2" }) })).toBe(3);
    for (const head of ["epochs: 2\n", "reducer: min\n", "threshold: 0.5\n"])
      expect(await asked(main(suiteYaml(["a"], head)))).toBe(head.startsWith("epochs") ? 2 : 1);
    expect(await asked(words("a", "b", "d"), { epochs: 2 })).toBe(6);
    expect(await asked(words("a", "b", "e"), { epochs: 2 })).toBe(2);
    expect(await asked(words("a", "b", "e"), { fresh: true })).toBe(3);
  });

  it("when it ended in an error, or is older than evidence may be", async () => {
    const kept = memoryEvaluationStore();
    await prove(words("a"), kept);
    const down = echoProvider({ answer: (text) => (text === "b" ? Promise.reject(new ProviderError("timeout", "echo", "no")) : undefined) });
    expect((await prove(words("a", "b"), kept, { provider: down })).evidence.totals).toMatchObject({ errors: 1, reused: 1 });
    expect((await prove(words("a", "b"), kept, { at: day, days: 2 })).calls).toEqual(["b"]);
    expect((await prove(words("a", "b", "c"), kept, { at: 2.5 * day, days: 2 })).calls).toEqual(["a", "c"]);
  });
});

describe("what a gate asked that stopped early", () => {
  /** Runs the first case of a suite and no other. */
  async function begun(files: Readonly<Record<string, string>>, order?: string): Promise<EvaluationStore> {
    const evaluations = memoryEvaluationStore();
    const { deps, input } = evaluationLab({ files: { "prompts/p/prompt.yml": promptYaml, ...files }, evaluations });
    const begin = ([first]: readonly CaseInTurn[]) => ({ next: (_: unknown, made: number) => (first === undefined || made > 0 ? [] : [first]) });
    await evaluateInTurns(deps, { ...input(), reuse: {}, ...(order === undefined ? {} : { order }) }, begin);
    return evaluations;
  }

  it("is not asked again of the same suite, and is no evidence of all of it", async () => {
    const kept = await begun(words("a", "b", "c"), "seed");
    const { evidence, calls } = await prove(words("a", "b", "c"), kept, { at: day });
    expect(calls).toEqual(["b", "c"]);
    expect(evidence).toMatchObject({ complete: true, totals: { cases: 3, reused: 1 } });
    expect((await prove(words("a", "b", "c"), kept, { at: day })).calls).toEqual([]);
  });

  it("is asked again of another, whose settings nobody can compare, and when it was no gate", async () => {
    expect((await prove(words("a", "b"), await begun(words("a", "b", "c"), "seed"))).calls).toEqual(["a", "b"]);
    expect((await prove(main(suiteYaml(["a", "b", "c"], "threshold: 0.5\n")), await begun(words("a", "b", "c"), "seed"))).calls).toHaveLength(3);
    expect((await prove(words("a", "b", "c"), await begun(words("a", "b", "c")))).calls).toHaveLength(3);
  });
});

describe("what is kept of an evaluation that took cases over", () => {
  it("is shown as a whole, with what was run", async () => {
    const kept = memoryEvaluationStore();
    await prove(words("a", "b", "c"), kept);
    const { evidence } = await prove(words("a", "b", "c", "d"), kept, { at: day });
    const shown = await showEvaluation({ evaluations: kept, given: { find: () => Promise.resolve([]) } }, { id: evidence.evaluation });
    expect(shown.report).toMatchObject({
      verdict: "pass",
      prompts: [{ complete: true, totals: { cases: 4, passed: 4, calls: 1, reused: 3 }, suites: [{ totals: { cases: 4 } }] }],
    });
    expect(await resultsOfCase(shown, "main/a")).toMatchObject([{ status: "pass", reused: { evaluation: evidence.parts?.[1]?.evaluation } }]);
    expect(await resultsOfCase(shown, "d")).toHaveLength(1);
    expect(shown.report).not.toHaveProperty("not_run");
    expect((await Array.fromAsync(shown.results())).map((result) => [result.case, result.reused === undefined])).toEqual([
      ["a", false],
      ["b", false],
      ["c", false],
      ["d", true],
    ]);
    expect(shown.header.reuses).toEqual({});
  });

  it("is gone on with when it was cut off, and takes over the same again", async () => {
    const kept = memoryEvaluationStore();
    await prove(words("a", "b", "c"), kept);
    const stop = new AbortController();
    const files = { "prompts/p/prompt.yml": promptYaml, ...words("a", "b", "c", "d", "e") };
    const first = echoProvider({ answer: () => (stop.abort(), undefined) });
    const lab = evaluationLab({ files, evaluations: kept, providers: [first] });
    const reuse = { days: 30 };
    await lab.deps.clock.advance(day);
    await expect(lab.evaluate({ reuse, signal: stop.signal, concurrency: 1 })).rejects.toMatchObject({
      code: "interrupted",
      message: expect.stringContaining("1 of 2"),
    });
    const [id = ""] = await kept.ids();
    expect((await kept.header(id))?.reuses).toEqual({ proved_since: "2025-12-03T01:00:00.000Z" });
    const second = echoProvider();
    const again = evaluationLab({ files, evaluations: kept, providers: [second] });
    const { prompts, notRun } = await evaluate(again.deps, again.input({ resume: id }));
    expect([first.calls, second.calls, notRun]).toEqual([["d"], ["e"], 0]);
    expect(prompts[0]?.evidence).toMatchObject({ complete: true, totals: { cases: 5, calls: 2, reused: 3 } });
  });
});
