import { describe, expect, test } from "vitest";
import { estimateText } from "../../src/reporters/eval/estimate-text.ts";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import type { EvaluateInput } from "../../src/services/evaluation/evaluation-input.ts";
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
    // At least the longest answer there can be (1,024 tokens), and the rubric.
    expect(judging?.input_tokens).toBeGreaterThan(8 * 1_024);
    expect(judging?.input_tokens).toBeLessThan(8 * 2_500);
    // 8 judgements of 1,024 tokens at $20, and their input at $10 a million.
    expect(judging?.max_cost_nano_usd).toBe(8 * 1_024 * 20_000 + (judging?.input_tokens ?? 0) * 10_000);
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
    expect(await tokens(promptYaml.replace("echo/one", "echo/one, params: { max_tokens: 5000 }"), rubric("judge/small"))).toBe(plain + 4 * (5_000 - 1_024));
  });

  test("a judge whose price is not known makes that cost unknown, and not the calls'", async () => {
    const files = { ...prompt, "prompts/p/evals/main.yml": judgedSuite(rubric("judge/small")) };
    const estimate = await estimateOf({ files, providers: [echoProvider(), echoProvider({ name: "judge" })] });
    expect(estimate.judging).not.toHaveProperty("max_cost_nano_usd");
    expect(estimate.max_cost_nano_usd).toBeGreaterThan(0);
    expect(estimateText(estimate)).toMatch(/^Judges may be asked 4 times on top: about \d+ input tokens; at most an unknown cost\.$/m);
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
