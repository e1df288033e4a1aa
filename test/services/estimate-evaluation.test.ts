import { describe, expect, test } from "vitest";
import type { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { estimateText } from "../../src/reporters/eval/estimate-text.ts";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
import { paidCost } from "../../src/core/eval/paid-cost.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { dataUrl, png } from "../helpers/pictures.ts";

const prompt = { "prompts/p/prompt.yml": promptYaml };
const rubric = (model: string) => `{ type: rubric, rubric: Is it good?, model: ${model} }`;
const judgedSuite = (...assertions: string[]) =>
  `schema_version: 1\nepochs: 2\nassertions: [${assertions.join(", ")}]\ncases: [{ id: a, inputs: { word: a } }, { id: b, inputs: { word: b } }]\n`;

async function estimateOf(options: LabOptions, given: Partial<EvaluateInput> = {}) {
  const { deps, input } = evaluationLab(options);
  const cache = options.cache ?? memoryCache();
  return (await estimateEvaluation({ ...deps, openCache: () => Promise.resolve(cache) }, input(given))).estimate;
}

describe("what an evaluation would take", () => {
  test("without judges nothing is said of them", async () => {
    const estimate = await estimateOf({ files: { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a"]) } });
    expect(estimate).toMatchObject({ answers: 1, calls: 1, judgements: 0 });
    expect(estimate).not.toHaveProperty("judging");
    expect(estimate).not.toHaveProperty("image_tokens");
  });

  test("judges are reckoned with: how often they may be asked, and what that may take", async () => {
    const providers = [echoProvider(), echoProvider({ name: "judge" })];
    const config = { prices: { "echo/one": { input: 1, output: 2 }, "judge/small": { input: 10, output: 20 } } };
    const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite(rubric("judge/small"), rubric("judge/small"), "{ type: contains, value: x }") };
    const { judgements, judging, max_cost_nano_usd } = await estimateOf({ files, providers, config });
    expect(judgements).toBe(8);
    // At least the longest answer there can be (1,024 tokens), and the rubric; each asked once more where its answer cannot be read.
    expect(judging?.input_tokens).toBeGreaterThan(16 * 1_024);
    expect(judging?.input_tokens).toBeLessThan(16 * 2_500);
    // 16 judgements of 1,024 tokens at $20, and their input at $10 a million.
    expect(judging?.max_cost_nano_usd).toBe(16 * 1_024 * 20_000 + (judging?.input_tokens ?? 0) * 10_000);
    expect(max_cost_nano_usd).toBeLessThan(judging?.max_cost_nano_usd ?? 0);
  });

  test("a judge is counted as often as its assertion asks it, with all the answers that it has to read", async () => {
    const providers = [echoProvider(), echoProvider({ name: "judge" })];
    const estimate = (assertion: string) => estimateOf({ files: { ...prompt, "prompts/p/evals/main.yml": judgedSuite(assertion) }, providers });
    const pairwise = "{ type: pairwise, criteria: Which is better?, value: x, model: judge/small }";
    expect((await estimate(pairwise)).judgements).toBe(2 * 4);
    expect((await estimate("{ type: g-eval, criteria: Is it good?, samples: 3, model: judge/small }")).judgements).toBe(3 * 4);
    const [alone, withRivals] = [await estimate(pairwise), await estimate(pairwise.replace("value: x", "against: echo/two"))];
    expect((withRivals.judging?.input_tokens ?? 0) - (alone.judging?.input_tokens ?? 0)).toBeGreaterThan(8 * 1_000);
  });

  test("a longer rubric and a longer answer cost more", async () => {
    const providers = [echoProvider(), echoProvider({ name: "judge" })];
    const files = (yaml: string, assertion: string) => ({ "prompts/p/prompt.yml": yaml, "prompts/p/evals/main.yml": judgedSuite(assertion) });
    const tokens = async (yaml: string, assertion: string) => (await estimateOf({ files: files(yaml, assertion), providers })).judging?.input_tokens ?? 0;
    const plain = await tokens(promptYaml, rubric("judge/small"));
    expect(await tokens(promptYaml, rubric("judge/small").replace("Is it good?", `${"It must be good. ".repeat(100)}`))).toBeGreaterThan(plain + 4 * 300);
    expect(await tokens(promptYaml.replace("echo/one", "echo/one, params: { max_tokens: 5000 }"), rubric("judge/small"))).toBe(plain + 8 * (5_000 - 1_024));
  });

  test("a judge whose price is not known makes that cost unknown, and not the calls'", async () => {
    const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite(rubric("judge/small")) };
    const estimate = await estimateOf({ files, providers: [echoProvider(), echoProvider({ name: "judge" })] });
    expect(estimate.judging).not.toHaveProperty("max_cost_nano_usd");
    expect(estimate.max_cost_nano_usd).toBeGreaterThan(0);
    expect(estimateText(estimate)).toMatch(
      /^Judges are asked 4 times on top, and again where an answer cannot be read: about \d+ input tokens; at most an unknown cost\.$/m,
    );
  });

  describe("the most it may cost is never less than it costs", () => {
    const prices = {
      "echo/one": { input: 1, output: 2 },
      "echo/two": { input: 1_000, output: 1_000 },
      "judge/small": { input: 10, output: 20 },
      "vectors/v": { input: 1_000, output: 0 },
    };
    const spoken = (text: string) => ({ text, usage: { input: 40, output: 200, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 } });
    const cases: Readonly<Record<string, { assertion: string; calls: object }>> = {
      "a rival": { assertion: "{ type: pairwise, criteria: Better?, against: echo/two, model: judge/small }", calls: { rivals: { calls: 4 } } },
      "several rivals": {
        assertion: "{ type: select-best, criteria: Best?, among: [echo/two, echo/three], model: judge/small }",
        calls: { rivals: { calls: 8 }, judgements: 4 },
      },
      embeddings: { assertion: "{ type: similar, value: something else, model: vectors/v }", calls: { embeddings: { calls: 4 } } },
      "embeddings in a group": {
        assertion: "{ type: assert-set, assertions: [{ type: similar, value: something else, model: vectors/v }] }",
        calls: { embeddings: { calls: 4 } },
      },
      "a judge that cannot be read": { assertion: rubric("judge/small"), calls: { judgements: 4 } },
    };

    test.each(Object.entries(cases))("%s", async (_, { assertion, calls }) => {
      const words = (text: string) => spoken(`${text} ${"word ".repeat(180)}`);
      const providers = [
        echoProvider({ answer: (text, { model }) => words(`${model} ${text}`) }),
        echoProvider({ name: "judge", answer: () => spoken("no JSON") }),
        embeddingProvider(),
      ];
      const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite(assertion) };
      const config = { prices: { ...prices, "echo/three": prices["echo/two"] } };
      const lab = evaluationLab({ files, providers, config });
      const { estimate } = await estimateEvaluation({ ...lab.deps, openCache: () => Promise.resolve(memoryCache()) }, lab.input());
      expect(estimate).toMatchObject(calls);
      await lab.evaluate();
      const paid = lab.events.reduce((sum, event) => sum + (event.type === "result" ? (paidCost(event.result) ?? NaN) : 0), 0);
      expect(paid).toBeGreaterThan(0);
      expect(estimate.total_max_cost_nano_usd).toBeGreaterThanOrEqual(paid);
      expect(estimate.max_cost_nano_usd).toBeLessThan(paid);
      expect(estimateText(estimate)).toMatch(/^In all at most \$\d/m);
    });
  });

  test("a rival and an embedding without a price make the whole unknown, which is never nothing", async () => {
    const providers = [echoProvider(), echoProvider({ name: "judge" }), embeddingProvider()];
    const suite = judgedSuite("{ type: select-best, criteria: Best?, among: [echo/two], model: judge/small }", "{ type: similar, value: x, model: vectors/v }");
    const estimate = await estimateOf({ files: { ...prompt, "prompts/p/evals/main.yml": suite }, providers });
    expect(estimate).not.toHaveProperty("total_max_cost_nano_usd");
    expect(estimate.rivals).not.toHaveProperty("max_cost_nano_usd");
    expect(estimate.embeddings).not.toHaveProperty("max_cost_nano_usd");
    expect(estimateText(estimate)).toContain("In all at most an unknown cost.");
  });

  test("what was embedded and answered before is not counted again", async () => {
    const providers = [echoProvider(), embeddingProvider()];
    const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite("{ type: similar, value: x, model: vectors/v }") };
    const cache = memoryCache();
    const lab = evaluationLab({ files, providers, cache });
    await lab.evaluate({ cases: ["a"] });
    const { estimate } = await estimateEvaluation({ ...lab.deps, openCache: () => Promise.resolve(cache) }, lab.input());
    expect(estimate).toMatchObject({ answers: 4, calls: 2, embeddings: { calls: 2 } });
    await lab.evaluate();
    expect((await estimateEvaluation({ ...lab.deps, openCache: () => Promise.resolve(cache) }, lab.input())).estimate).not.toHaveProperty("embeddings");
  });

  test("pictures are counted apart", async () => {
    const url = dataUrl("image/png", png(1_024, 1_024));
    const yaml = promptYaml.replace('content: "{{ word }}"', "content: [{ text: Look }, { image: { variable: word } }]");
    const suite = `schema_version: 1\nassertions: [{ type: contains, value: x }]\ncases: [{ id: a, inputs: { word: "${url}" } }]\n`;
    const estimate = await estimateOf({ files: { "prompts/p/prompt.yml": yaml, "prompts/p/evals/main.yml": suite } });
    // 32 × 32 patches × 1.2
    expect(estimate.image_tokens).toBe(1_229);
    expect(estimate.input_tokens).toBeGreaterThan(1_229);
    expect(estimate.input_tokens).toBeLessThan(1_260);
    expect(estimateText(estimate)).toContain("input tokens, at most 1229 of them images;");
  });
});

test("a judge without a price is named, and with a cap it is said that a real run is refused, in the words of the real one", async () => {
  const providers = [echoProvider(), echoProvider({ name: "judge" })];
  const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite(rubric("judge/small")) };
  const config = { prices: { "echo/one": { input: 1, output: 2 } } };
  const open = await estimateOf({ files, providers, config });
  expect(open).toMatchObject({ unpriced: ["judge/small"] });
  expect(open).not.toHaveProperty("refused");
  expect(estimateText(open)).toContain("Not known: the price of judge/small. Give it under `prices`");

  const real = evaluationLab({ files, providers, config }).evaluate({ maxCostUsd: 1 });
  const { message, hint } = await real.then(
    () => expect.unreachable("it is refused"),
    (error: unknown) => error as PromptopsError,
  );
  for (const capped of [
    await estimateOf({ files, providers, config }, { maxCostUsd: 1 }),
    await estimateOf({ files, providers, config: { ...config, evaluation: { max_cost_usd: 1 } } }),
  ]) {
    expect(capped.refused).toEqual({ code: "unknown-price", message, hint });
    expect(estimateText(capped)).toContain(`A real run is refused (unknown-price): ${message}\nhint: ${hint}\n`);
  }
  const priced = { prices: { ...config.prices, "judge/small": { input: 1, output: 2 } } };
  expect(await estimateOf({ files, providers, config: priced }, { maxCostUsd: 1 })).not.toHaveProperty("unpriced");
});
