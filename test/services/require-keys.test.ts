import { describe, expect, test } from "vitest";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { Provider } from "../../src/ports/provider.ts";
import { echoProvider, type EchoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";

const promptFor = (id: string, model: string, assertions: string, words = ["a", "b"]) => ({
  [`prompts/${id}/prompt.yml`]: promptYaml.replace("echo/one", model),
  [`prompts/${id}/evals/main.yml`]: suiteYaml(words).replace("[{ type: equals }]", assertions),
});
const judged = `[{ type: equals }, { type: g-eval, criteria: Kind?, model: judge/large }]`;
const verdict = JSON.stringify({ reason: "Fine.", choice: "5" });

/** As they are without their key. */
const keyless = (provider: Provider, variable: string): Provider => ({
  ...provider,
  unready: () => [new PromptopsError("missing-key", `Provider "${provider.name}" needs ${variable}.`)],
  call: () => Promise.reject(new PromptopsError("missing-key", `Provider "${provider.name}" needs ${variable}.`)),
});
const echo = () => echoProvider();
const judge = (): EchoProvider => echoProvider({ name: "judge", answer: () => ({ text: verdict }) });

function lab(options: LabOptions) {
  const evaluations = memoryEvaluationStore();
  return { evaluations, ...evaluationLab({ evaluations, ...options }) };
}

describe("keys that are missing", () => {
  test("are all named before anybody is asked, and leave nothing behind", async () => {
    const ready = echoProvider({ name: "local" });
    const files = { ...promptFor("p", "local/one", "[{ type: equals }]"), ...promptFor("q", "echo/one", judged) };
    const { evaluate, input, evaluations, events } = lab({ files, providers: [ready, keyless(echo(), "ECHO_KEY"), keyless(judge(), "JUDGE_KEY")] });
    const [target] = input().targets;
    const targets = ["p", "q"].map((promptId) => ({ ...target!, promptId }));
    await expect(evaluate({ targets })).rejects.toMatchObject({
      code: "missing-key",
      exit: "authentication",
      message: expect.stringMatching(/ECHO_KEY.*JUDGE_KEY/),
    });
    expect(ready.calls).toEqual([]);
    expect(events).toEqual([]);
    expect(await evaluations.ids()).toEqual([]);
    // Who is not asked needs no key.
    expect(await evaluate()).toMatchObject({ verdict: "pass" });
  });

  test("are not missed where the cache has every answer, and are where it lacks one", async () => {
    const cache = memoryCache();
    const files = promptFor("p", "echo/one", judged);
    expect(await evaluationLab({ files, cache, providers: [echo(), judge()] }).evaluate()).toMatchObject({ verdict: "pass" });
    const without = [keyless(echo(), "ECHO_KEY"), keyless(judge(), "JUDGE_KEY")];
    const before = cache.entries.size;
    expect(await lab({ files, cache, providers: without }).evaluate()).toMatchObject({ verdict: "pass", prompts: [{ evidence: { totals: { cached: 2 } } }] });
    expect(cache.entries.size).toBe(before);

    const oneMore = promptFor("p", "echo/one", judged, ["a", "b", "c"]);
    await expect(lab({ files: oneMore, cache, providers: without }).evaluate()).rejects.toThrow(/ECHO_KEY.*JUDGE_KEY/);
    await expect(lab({ files, cache, providers: without }).evaluate({ useCache: false })).rejects.toThrow(/ECHO_KEY.*JUDGE_KEY/);
    // A criterion that nobody was asked about: the answers are there, the judge's are not.
    const otherwise = promptFor("p", "echo/one", judged.replace("Kind?", "Polite?"));
    const error: unknown = await lab({ files: otherwise, cache, providers: without })
      .evaluate()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ message: expect.stringContaining("JUDGE_KEY") });
    expect(error).toMatchObject({ message: expect.not.stringContaining("ECHO_KEY") });
  });

  test("do not keep evidence from being taken over, and leave the evaluation to go on with as it was", async () => {
    const evaluations = memoryEvaluationStore();
    const files = promptFor("p", "echo/one", "[{ type: equals }]");
    const without = [keyless(echo(), "ECHO_KEY")];
    await evaluationLab({ files, evaluations }).evaluate();
    expect(await evaluationLab({ files, evaluations, providers: without }).evaluate({ reuse: {} })).toMatchObject({ verdict: "pass" });

    const failing = echoProvider({ answer: (text) => (text === "b" ? Promise.reject(new PromptopsError("missing-key", "gone")) : undefined) });
    const half = memoryEvaluationStore();
    await expect(evaluationLab({ files, evaluations: half, providers: [failing] }).evaluate({ concurrency: 1 })).rejects.toThrow("gone");
    const [id = ""] = await half.ids();
    await expect(evaluationLab({ files, evaluations: half, providers: without }).evaluate({ resume: id })).rejects.toThrow("ECHO_KEY");
    expect(await evaluationLab({ files, evaluations: half }).evaluate({ resume: id })).toMatchObject({ verdict: "pass" });
    expect(await half.ids()).toEqual([id]);
  });
});
