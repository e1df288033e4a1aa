import { describe, expect, it, test } from "vitest";
import fc from "fast-check";
import type { EvaluationEvent } from "../../src/core/eval/evaluation-event.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import { leftWithErrors } from "../../src/services/evaluation/open-evaluation.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import { planInput } from "../../src/services/evaluation/plan-input.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml, type Lab, type LabOptions } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { memorySource } from "../helpers/memory-source.ts";

const words = Array.from({ length: 12 }, (_, n) => `w${n}`);
const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(words), "prompts/p/evals/second.yml": suiteYaml(["a", "b", "c"]) };

function lab(options: LabOptions = {}): { readonly lab: Lab; readonly calls: readonly string[] } {
  const provider = echoProvider();
  return { lab: evaluationLab({ files, providers: [provider], ...options }), calls: provider.calls };
}

async function asked(input: Partial<EvaluateInput>, options: LabOptions = {}): Promise<string[]> {
  const { lab: made, calls } = lab(options);
  await made.evaluate(input);
  return calls.toSorted();
}

describe("a filter", () => {
  it.each([
    [["w1*"], ["w1", "w10", "w11"]],
    [
      ["w1*", "b"],
      ["b", "w1", "w10", "w11"],
    ],
    [["second/*"], ["a", "b", "c"]],
    [["/^w[34]$/"], ["w3", "w4"]],
  ])("%j runs the cases that fit one of its patterns, and no other", async (filters, expected) => {
    expect(await asked({ filters })).toEqual(expected);
  });

  it("works together with the others: a case must be wanted by each kind", async () => {
    expect(await asked({ filters: ["w1*"], cases: ["w10", "w2"] }).catch((error: PromptopsError) => error.code)).toEqual(["w10"]);
  });

  it.each([
    [{ filters: ["v*"] }, "--filter", undefined],
    [{ filters: ["w3", "w33"] }, "--filter", "w3"],
    [{ filters: ["/nothing/"] }, "--filter", undefined],
  ])("%j that fits no case is an error, with the nearest id", async (input, where, near) => {
    const refused = await asked(input).catch((error: PromptopsError) => error);
    expect(refused).toMatchObject({ code: "nothing-matches", exit: "usage", where });
    if (near !== undefined) expect((refused as PromptopsError).hint).toContain(`--filter ${near}`);
  });
});

test("a filter that is no pattern is answered with what a filter may be", async () => {
  await expect(asked({ filters: ["/(/"] })).rejects.toMatchObject({
    code: "invalid-flag",
    where: "--filter",
    hint: expect.stringMatching(/^Between slashes stands a pattern/),
  });
});

test("a suite of which the filters leave nothing is not reported", async () => {
  const made = evaluationLab({ files, providers: [echoProvider()] });
  const { prompts } = await made.evaluate({ filters: ["second/*"] });
  expect(prompts.map(({ suites }) => suites.map(({ suite, totals }) => [suite, totals.cases]))).toEqual([[["second", 3]]]);
  expect(prompts[0]?.evidence.suites.map(({ suite }) => suite)).toEqual(["main", "second"]);
});

describe("a sample", () => {
  it("runs the same cases each time, whatever the order of the files, and others with another seed", async () => {
    const first = await asked({ sample: { size: 5, seed: "0" } });
    expect(first).toHaveLength(5);
    const turned = { ...files, "prompts/p/evals/main.yml": suiteYaml(words.toReversed()) };
    expect(await asked({ sample: { size: 5, seed: "0" } }, { files: turned })).toEqual(first);
    expect(await asked({ sample: { size: 5, seed: "1" } })).not.toEqual(first);
  });

  it("is drawn from what the filters leave, for each prompt", async () => {
    const two = { ...files, "prompts/q/prompt.yml": promptYaml, "prompts/q/evals/main.yml": suiteYaml(words) };
    const provider = echoProvider();
    const made = evaluationLab({ files: two, providers: [provider] });
    const { promptSource, suiteSource } = made.input().targets[0]!;
    const targets = ["p", "q"].map((promptId) => ({ promptId, promptSource, suiteSource }));
    const { prompts } = await made.evaluate({ targets, sample: { size: 2, seed: "0" }, filters: ["w1*"] });
    expect(prompts.map(({ evidence }) => evidence.totals.cases)).toEqual([2, 2]);
    expect(provider.calls.every((word) => word.startsWith("w1"))).toBe(true);
  });

  it("is no evidence for a gate, unless it is everything", async () => {
    const complete = async (size: number) => (await lab().lab.evaluate({ sample: { size, seed: "0" } })).prompts[0]?.evidence.complete;
    expect(await complete(14)).toBe(false);
    expect(await complete(15)).toBe(true);
  });
});

describe("a shard", () => {
  it("and its others run every case once, sharing the work evenly", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (count) => {
        const parts = await Promise.all(Array.from({ length: count }, (_, at) => asked({ shard: { index: at + 1, count }, useCache: false })));
        expect(parts.flat().sort()).toEqual([...words, "a", "b", "c"].sort());
        const sizes = parts.map(({ length }) => length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 8 },
    );
  });

  it("without a case passes, and is no evidence", async () => {
    const { verdict, exit, prompts } = await lab().lab.evaluate({ shard: { index: 16, count: 16 } });
    expect({ verdict, exit, cases: prompts[0]?.evidence.totals.cases, complete: prompts[0]?.evidence.complete }).toEqual({
      verdict: "pass",
      exit: "done",
      cases: 0,
      complete: false,
    });
  });

  it("refuses a filter that matches nothing, which is not the same as a shard without a case", async () => {
    await expect(lab().lab.evaluate({ shard: { index: 16, count: 16 }, filters: ["nope"] })).rejects.toMatchObject({ code: "nothing-matches" });
  });

  it("runs again what it lacks, and nothing of other shards, when it is resumed", async () => {
    const evaluations = memoryEvaluationStore();
    const shard = { index: 2, count: 3 };
    const down = echoProvider({
      answer: (text) => {
        if (text === "w4") throw new ProviderError("server", "echo", "down");
        return undefined;
      },
    });
    const { id } = await evaluationLab({ files, evaluations, providers: [down] }).evaluate({ shard });
    const provider = echoProvider();
    const again = evaluationLab({ files, evaluations, providers: [provider] });
    const resumed = await again.evaluate({ shard, resume: id });
    expect(provider.calls).toEqual(["w4"]);
    expect(resumed.prompts[0]?.evidence.totals).toMatchObject({ cases: 5, passed: 5 });
    await expect(again.evaluate({ shard: { index: 1, count: 3 }, resume: id })).rejects.toMatchObject({ code: "plan-changed" });
  });
});

describe("several models", () => {
  const providers = () => [echoProvider(), echoProvider({ name: "other", answer: (text) => (text === "w3" ? { text: "?" } : undefined) })];

  it("are each asked everything, side by side, with evidence of their own", async () => {
    const { prompts, verdict } = await evaluationLab({ files, providers: providers() }).evaluate({ models: ["echo/one", "other/two", "echo/one"] });
    expect(prompts.map(({ label, evidence }) => [label, evidence.model, evidence.totals.passed, evidence.complete])).toEqual([
      ["p (echo/one)", "echo/one", 15, true],
      ["p (other/two)", "other/two", 14, true],
    ]);
    expect(verdict).toBe("fail");
    expect(prompts[0]?.evidence.model_digest).not.toBe(prompts[1]?.evidence.model_digest);
  });

  it("make evidence that is found again by a prompt that names the model itself", async () => {
    const made = evaluationLab({ files, providers: providers() });
    const matrix = await made.evaluate({ models: ["echo/one", "other/two"] });
    const own = await made.evaluate();
    expect(matrix.prompts[0]?.evidence.prompt_digest).toBe(own.prompts[0]?.evidence.prompt_digest);
  });

  it("draw the same sample", async () => {
    const [echo, other] = [echoProvider(), echoProvider({ name: "other" })];
    await evaluationLab({ files, providers: [echo, other] }).evaluate({ models: ["echo/one", "other/two"], sample: { size: 4, seed: "0" } });
    expect(other.calls.toSorted()).toEqual(echo.calls.toSorted());
    expect(echo.calls).toHaveLength(4);
  });

  it("can be asked of another provider, whose answers are evidence about it alone", async () => {
    const replay = echoProvider({ name: "replay" });
    const { prompts } = await evaluationLab({ files, providers: [echoProvider(), replay] }).evaluate({ provider: "replay" });
    expect(prompts.map(({ label, evidence }) => [label, evidence.model])).toEqual([["p", "replay/one"]]);
    expect(replay.calls).toHaveLength(15);
  });

  it("refuse a provider that there is none of, with the nearest name", async () => {
    await expect(lab().lab.evaluate({ provider: "ecko" })).rejects.toMatchObject({
      code: "unknown-provider",
      where: "--provider",
      hint: "Did you mean `--provider echo`?",
    });
  });
});

describe("stopping at the first failure", () => {
  const failing = { ...files, "prompts/p/evals/main.yml": suiteYaml(["w0", "w1", "wrong2", "w3", "w4", "w5", "w6"]) };

  it("starts nothing new, keeps what was in flight, and can be gone on with", async () => {
    const evaluations = memoryEvaluationStore();
    const provider = echoProvider();
    const first = await evaluationLab({ files: failing, evaluations, providers: [provider] }).evaluate({ failFast: true, concurrency: 2 });
    expect(first).toMatchObject({ verdict: "fail", exit: "no" });
    expect(first.failures.first.map((result) => result.case)).toEqual(["wrong2"]);
    expect(provider.calls.length).toBeLessThan(6);
    expect(await Array.fromAsync(evaluations.results(first.id))).toHaveLength(provider.calls.length);
    expect(first.notRun).toBe(10 - provider.calls.length);
    expect(first.prompts[0]?.evidence.complete).toBe(false);
    expect(await evaluations.list(1)).toMatchObject([{ finished: false }]);

    const rest = echoProvider();
    const whole = await evaluationLab({ files: failing, evaluations, providers: [rest] }).evaluate({ resume: first.id });
    expect([...provider.calls, ...rest.calls].sort()).toEqual(["a", "b", "c", "w0", "w1", "w3", "w4", "w5", "w6", "wrong2"]);
    expect(whole).toMatchObject({ verdict: "fail", notRun: 0 });
  });

  it("goes by a case's reduced score, once all its epochs are there: one bad epoch of a case that passes stops nothing", async () => {
    const flaky = { ...files, "prompts/p/evals/main.yml": suiteYaml(["w0", "w1", "w2"], "epochs: 3\nthreshold: 0.5\n") };
    let asks = 0;
    const provider = echoProvider({ answer: (text) => (text === "w0" && (asks += 1) === 1 ? { text: "?" } : undefined) });
    const { verdict, notRun } = await evaluationLab({ files: flaky, providers: [provider] }).evaluate({ failFast: true, suites: ["main"], concurrency: 1 });
    expect({ verdict, notRun }).toEqual({ verdict: "pass", notRun: 0 });
  });

  it("stops at an error too, which is told as what it is", async () => {
    const down = echoProvider({
      answer: (text) => {
        if (text === "w1") throw new ProviderError("server", "echo", "down");
        return undefined;
      },
    });
    const { verdict, exit, notRun } = await evaluationLab({ files, providers: [down] }).evaluate({ failFast: true, concurrency: 1 });
    expect({ verdict, exit, notRun }).toEqual({ verdict: "error", exit: "environment", notRun: 13 });
  });

  it("changes nothing when everything passes", async () => {
    expect(await lab().lab.evaluate({ failFast: true })).toMatchObject({ verdict: "pass", exit: "done", notRun: 0 });
  });
});

describe("retrying errors", () => {
  it("runs only what ended in an error, and leaves what is missing to a resume", async () => {
    const evaluations = memoryEvaluationStore();
    const down = echoProvider({
      answer: (text) => {
        if (text === "w1") throw new ProviderError("server", "echo", "down");
        return undefined;
      },
    });
    const first = await evaluationLab({ files, evaluations, providers: [down] }).evaluate({ failFast: true, concurrency: 1 });
    expect(await leftWithErrors(evaluations)).toMatchObject([{ id: first.id }]);

    const provider = echoProvider();
    const again = evaluationLab({ files, evaluations, providers: [provider] });
    const retried = await again.evaluate({ resume: first.id, retryErrors: true });
    expect(provider.calls).toEqual(["w1"]);
    expect(retried).toMatchObject({ verdict: "unfinished", exit: "pending", notRun: 13 });
    await expect(leftWithErrors(evaluations)).rejects.toMatchObject({ code: "nothing-to-resume" });
    expect(await again.evaluate({ resume: first.id })).toMatchObject({ verdict: "pass", exit: "done", notRun: 0 });
    expect(provider.calls).toHaveLength(14);
  });

  it("takes the newest evaluation that has errors, not one that is merely unfinished", async () => {
    const evaluations = memoryEvaluationStore();
    const broken = echoProvider({
      answer: () => {
        throw new ProviderError("server", "echo", "down");
      },
    });
    const { id } = await evaluationLab({ files, evaluations, providers: [broken] }).evaluate({ cases: ["w1"] });
    const later = evaluationLab({ files, evaluations });
    await later.deps.clock.advance(1_000);
    const unfinished = await later.evaluate({ failFast: true });
    expect(unfinished.notRun).toBe(0);
    expect(await leftWithErrors(evaluations)).toMatchObject([{ id }]);
  });
});

describe("what was selected", () => {
  const workTree = memorySource({ ...files, ".promptops.yml": "schema_version: 1\nproviders:\n  echo: { kind: openai }\n  other: { kind: openai }\n" });
  const nothing: EvalRequest = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };

  it.each<[string, Partial<EvaluateInput>]>([
    ["patterns", { filters: ["w1*"] }],
    ["a sample and its seed", { sample: { size: 3, seed: "x" } }],
    ["a shard", { shard: { index: 2, count: 3 } }],
    ["several models", { models: ["echo/one", "other/two"] }],
    ["another provider", { provider: "other" }],
    ["what had changed", { changed: "main" }],
  ])("is known to a resumed evaluation without saying it again: %s", async (_, input) => {
    const evaluations = memoryEvaluationStore();
    const providers = () => [echoProvider(), echoProvider({ name: "other" })];
    const first = await evaluationLab({ files, evaluations, providers: providers() }).evaluate(input);
    const again = evaluationLab({ files, evaluations, providers: providers() });
    const deps = { git: undefined as never, workTree, evaluations, openProviders: () => Promise.reject(new Error("nobody asks")) };
    const planned = await planInput(deps, { ...nothing, resume: first.id });
    expect(planned).toMatchObject(input);
    const targets = planned.targets.map((target) => ({ ...again.input().targets[0]!, promptId: target.promptId }));
    expect((await again.evaluate({ ...planned, targets })).id).toBe(first.id);
  });

  it("is refused when it is said again and differs", async () => {
    const { lab: made } = lab();
    const { id } = await made.evaluate({ sample: { size: 3, seed: "a" } });
    await expect(made.evaluate({ sample: { size: 3, seed: "b" }, resume: id })).rejects.toMatchObject({ code: "plan-changed" });
  });

  it("is told before a call is made", async () => {
    const { lab: made } = lab();
    await made.evaluate({ filters: ["w1"] });
    const [started] = made.events as readonly Extract<EvaluationEvent, { type: "started" }>[];
    expect(started?.plan.asked.filters).toEqual(["w1"]);
  });
});
