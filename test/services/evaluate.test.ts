import { describe, expect, it } from "vitest";
import { costFrom } from "../../src/core/cost/cost-from.ts";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { findEvidence } from "../../src/services/evaluation/find-evidence.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { memorySource } from "../helpers/memory-source.ts";

const prompt = { "prompts/p/prompt.yml": promptYaml };

describe("evaluate", () => {
  it("passes when every case does", async () => {
    const { verdict, exit, prompts } = await evaluationLab().evaluate();
    expect({ verdict, exit }).toEqual({ verdict: "pass", exit: "done" });
    expect(prompts[0]?.evidence.totals).toMatchObject({
      cases: 3,
      passed: 3,
      failed: 0,
      errors: 0,
      mean_score: 1,
      calls: 3,
      cached: 0,
      cost_nano_usd: 3 * 20_000,
      mean_latency_ms: 20,
    });
    expect(prompts[0]?.evidence.complete).toBe(true);
  });

  it("fails with exit 1 when a case fails, and says which", async () => {
    const lab = evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a", "wrong1"]) } });
    const { verdict, exit, failures } = await lab.evaluate();
    expect({ verdict, exit }).toEqual({ verdict: "fail", exit: "no" });
    expect(failures).toMatchObject({ count: 1, first: [{ case: "wrong1", output: "wrong1", checks: [{ type: "equals", pass: false }] }] });
  });

  it("counts a provider's failure apart from failed cases, with exit 3", async () => {
    const provider = echoProvider({
      answer: (text) => {
        if (text === "b") throw new ProviderError("server", "echo", "echo answered 503");
        return undefined;
      },
    });
    const { verdict, exit, prompts, errors } = await evaluationLab({ providers: [provider] }).evaluate();
    expect({ verdict, exit }).toEqual({ verdict: "error", exit: "environment" });
    expect(prompts[0]?.evidence.totals).toMatchObject({ passed: 2, failed: 0, errors: 1, mean_score: 1 });
    expect(errors.first).toMatchObject([{ case: "b", error: { kind: "server", message: "echo answered 503" } }]);
  });

  it("stops asking a provider that refused the key, with exit 4", async () => {
    const provider = echoProvider({
      concurrency: 1,
      answer: () => {
        throw new ProviderError("auth", "echo", "echo refused the key");
      },
    });
    const { exit, errors } = await evaluationLab({ providers: [provider] }).evaluate();
    expect(exit).toBe("authentication");
    expect(errors.count).toBe(3);
    expect(provider.calls).toHaveLength(1);
  });

  it("records a scorer that throws as an error of the case, never as a fail, and what the answer cost", async () => {
    const suite = "schema_version: 1\nassertions: [{ type: javascript, file: scorers/x.mjs }]\ncases: [{ id: a, inputs: { word: a } }]\n";
    const lab = evaluationLab({
      files: { ...prompt, "prompts/p/evals/main.yml": suite, "scorers/x.mjs": "" },
      scorers: { run: () => Promise.reject(new PromptopsError("scorer-failed", "The scorer scorers/x.mjs failed: boom.")), close: () => Promise.resolve() },
    });
    const { verdict, errors } = await lab.evaluate();
    expect(verdict).toBe("error");
    expect(errors.first).toMatchObject([
      { status: "error", output: "a", cost_nano_usd: 20_000, error: { kind: "scorer", message: "javascript: The scorer scorers/x.mjs failed: boom." } },
    ]);
  });

  it("blanks out secrets in recorded failures", async () => {
    const provider = echoProvider({
      answer: () => {
        throw new ProviderError("bad-request", "echo", "bad key sk-123456");
      },
    });
    const lab = evaluationLab({ providers: [provider] });
    const { errors } = await evaluate({ ...lab.deps, redact: (text) => text.replaceAll("sk-123456", "[redacted]") }, lab.input());
    expect(errors.first[0]?.error?.message).toBe("bad key [redacted]");
  });

  it("runs every epoch as a call of its own and reduces them", async () => {
    let asked = 0;
    const provider = echoProvider({ answer: () => ({ text: (asked += 1) % 2 === 0 ? "a" : "other" }) });
    const files = { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a"], "epochs: 4\nreducer: median\n") };
    const lab = evaluationLab({ files, providers: [provider], cache: memoryCache() });
    const { prompts } = await lab.evaluate({ concurrency: 1 });
    expect(provider.calls).toHaveLength(4);
    expect(prompts[0]?.evidence.cases).toMatchObject([{ score: 0.5, pass_rate: 0.5, status: "fail" }]);
    expect(prompts[0]?.evidence.epochs).toBe(4);
  });

  it("answers a second time from the cache, at no cost but with the recorded latency", async () => {
    const provider = echoProvider();
    const lab = evaluationLab({ providers: [provider], cache: memoryCache() });
    const first = await lab.evaluate();
    const second = await lab.evaluate();
    expect(provider.calls).toHaveLength(3);
    expect(second.prompts[0]?.evidence.totals).toMatchObject({ calls: 0, cached: 3, cost_nano_usd: 0, mean_latency_ms: 20 });
    expect(second.prompts[0]?.evidence.cases).toEqual(first.prompts[0]?.evidence.cases);
  });

  it("asks again with the cache switched off", async () => {
    const provider = echoProvider();
    const lab = evaluationLab({ providers: [provider], cache: memoryCache() });
    await lab.evaluate();
    await lab.evaluate({ useCache: false });
    expect(provider.calls).toHaveLength(6);
  });

  it("asks the same question once, however many cases ask it at the same time", async () => {
    const provider = echoProvider();
    const suite = suiteYaml(["a"]) + "  - { id: again, inputs: { word: a }, expected: a }\n";
    const { prompts } = await evaluationLab({
      files: { ...prompt, "prompts/p/evals/main.yml": suite },
      providers: [provider],
      cache: memoryCache(),
    }).evaluate();
    expect(provider.calls).toEqual(["a"]);
    expect(prompts[0]?.evidence.totals).toMatchObject({ calls: 1, cached: 1, cost_nano_usd: 20_000 });
  });

  it("never has more calls under way than asked for, or than the provider allows", async () => {
    const words = Array.from({ length: 40 }, (_, n) => `w${n}`);
    const files = { ...prompt, "prompts/p/evals/main.yml": suiteYaml(words) };
    const answer = () => new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
    const free = echoProvider({ answer });
    await evaluationLab({ files, providers: [free] }).evaluate({ concurrency: 5 });
    expect(free.load.most).toBe(5);
    const strict = echoProvider({ answer, concurrency: 2 });
    await evaluationLab({ files, providers: [strict] }).evaluate({ concurrency: 5 });
    expect(strict.load.most).toBe(2);
  });

  it("judges with a model, and counts what the judge costs", async () => {
    const judge = echoProvider({ name: "judge", answer: () => ({ text: '{"reason":"fine","choice":"pass"}' }) });
    const suite = "schema_version: 1\nassertions: [{ type: rubric, rubric: Is it fine?, model: judge/j }]\ncases: [{ id: a, inputs: { word: a } }]\n";
    const lab = evaluationLab({
      files: { ...prompt, "prompts/p/evals/main.yml": suite },
      providers: [echoProvider(), judge],
      config: { prices: { "echo/one": { input: 1, output: 2 }, "judge/j": { input: 2, output: 2 } } },
    });
    const { verdict, prompts, id } = await lab.evaluate();
    expect(verdict).toBe("pass");
    expect(prompts[0]?.evidence.totals.cost_nano_usd).toBe(20_000 + 30_000);
    expect(prompts[0]?.evidence.cases[0]?.cost_nano_usd).toBe(20_000);
    expect((await Array.fromAsync(lab.deps.evaluations.results(id)))[0]?.judging).toEqual({ calls: 1, cost_nano_usd: 30_000 });
  });

  it("takes a judge that does not answer as an error", async () => {
    const judge = echoProvider({
      name: "judge",
      answer: () => {
        throw new ProviderError("timeout", "judge", "no answer in 60 s");
      },
    });
    const suite = "schema_version: 1\nassertions: [{ type: rubric, rubric: Is it fine?, model: judge/j }]\ncases: [{ id: a, inputs: { word: a } }]\n";
    const { errors } = await evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suite }, providers: [echoProvider(), judge] }).evaluate();
    expect(errors.first[0]?.error).toEqual({ kind: "timeout", message: "rubric: The judge judge/j did not answer: no answer in 60 s" });
  });

  it.each([
    { outcomes: ["malformed", "malformed"], calls: 2, cost: undefined },
    { outcomes: ["server", "timeout"], calls: 2, cost: undefined },
    { outcomes: ["network"], calls: 1, cost: undefined },
    { outcomes: ["rate-limit", "server", "bad-request"], calls: 3, cost: 0 },
    { outcomes: ["network"], unsent: true, calls: 0, cost: 0 },
    { outcomes: ["timeout"], free: true, calls: 1, cost: 0 },
  ] as const)("counts calls that nobody answered, and what they may have cost is not nothing: $outcomes", async ({ outcomes, calls, cost, ...told }) => {
    const { unsent = false, free = false } = { unsent: undefined, free: undefined, ...told };
    const attempts = outcomes.map((outcome) => ({ outcome, latencyMs: 1, ...(unsent ? { unsent } : {}) }));
    const down = echoProvider({ answer: () => Promise.reject(new ProviderError(outcomes.at(-1) ?? "server", "echo", "no", { attempts })) });
    const config = free ? { prices: { "echo/one": { input: 0, output: 0 } } } : {};
    const lab = evaluationLab({
      files: {
        ...prompt,
        "prompts/p/evals/main.yml": "schema_version: 1\nassertions: [{ type: equals, value: a }]\ncases: [{ id: a, inputs: { word: a } }]\n",
      },
      providers: [down],
      config,
    });
    const { prompts } = await lab.evaluate();
    expect(prompts[0]?.evidence.totals).toMatchObject({ errors: 1, calls });
    expect(prompts[0]?.evidence.totals.cost_nano_usd).toBe(cost);
  });

  it("takes what calls without an answer may have cost off the cap of who resumes", async () => {
    let isDown = true;
    const attempts = [{ outcome: "timeout" as const, latencyMs: 1 }];
    const provider = echoProvider({ answer: () => (isDown ? Promise.reject(new ProviderError("timeout", "echo", "no", { attempts })) : undefined) });
    const lab = evaluationLab({
      files: {
        ...prompt,
        "prompts/p/evals/main.yml": "schema_version: 1\nassertions: [{ type: equals, value: a }]\ncases: [{ id: a, inputs: { word: a } }]\n",
      },
      providers: [provider],
      config: { prices: { "echo/one": { input: 1, output: 2 } } },
    });
    const { id } = await lab.evaluate();
    const most = (await Array.fromAsync(lab.deps.evaluations.results(id)))[0]?.may_cost_nano_usd ?? 0;
    expect(most).toBeGreaterThan(0);
    isDown = false;
    const resumed = (nano: number) => lab.evaluate({ resume: id, maxCostUsd: nano / 1e9 });
    expect((await resumed(2 * most - 1)).errors.first[0]?.error?.kind).toBe("budget");
    expect((await resumed(2 * most)).verdict).toBe("pass");
  });

  it("says which assertion a judge gave no word on, and keeps what was judged before it", async () => {
    const judge = echoProvider({ name: "judge", answer: () => ({ text: '{"reasoning":"So.","choice":"fail"}' }) });
    const suite = `schema_version: 1
assertions:
  - { type: contains, value: a, metric: form }
  - { type: assert-set, assertions: [{ type: closed-qa, criteria: Is it fine?, model: judge/j, description: tone }] }
  - { type: equals, value: a }
cases: [{ id: a, inputs: { word: a } }]
`;
    const { errors, prompts } = await evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suite }, providers: [echoProvider(), judge] }).evaluate();
    const [first] = errors.first;
    expect(first?.error?.kind).toBe("scorer");
    expect(first?.error?.message).toMatch(
      /^assert-set > closed-qa "tone" \(assertion 2 of 3\): The answer of the judge judge\/j cannot be used: its choice "fail" is none of /,
    );
    expect(first?.checks).toMatchObject([{ type: "contains", pass: true, score: 1 }]);
    expect(prompts[0]?.evidence.totals.metrics).toEqual({});
  });

  it("evaluates another model on request, under its own digests", async () => {
    const lab = evaluationLab({ providers: [echoProvider(), echoProvider({ name: "other" })] });
    const [own, other] = [await lab.evaluate(), await lab.evaluate({ models: ["other/two"] })];
    expect(other.prompts[0]?.evidence.model).toBe("other/two");
    expect(other.prompts[0]?.evidence.prompt_digest).not.toBe(own.prompts[0]?.evidence.prompt_digest);
    expect(other.prompts[0]?.evidence.model_digest).not.toBe(own.prompts[0]?.evidence.model_digest);
  });

  it("names the nearest provider when the model's is unknown", async () => {
    await expect(evaluationLab().evaluate({ models: ["ecko/one"] })).rejects.toMatchObject({
      code: "unknown-model",
      hint: expect.stringContaining("`echo/…`") as string,
    });
  });
});

describe("prices", () => {
  const judged = "schema_version: 1\nassertions: [{ type: rubric, rubric: Is it good?, model: judge/small }]\ncases: [{ id: a, inputs: { word: a } }]\n";
  const files = { ...prompt, "prompts/p/evals/main.yml": judged };
  const judge = () => echoProvider({ name: "judge", answer: () => ({ text: '{"reason": "It is.", "choice": "pass"}' }) });

  it("that held are kept with the evaluation and with its evidence, judges' included, and the costs follow from them", async () => {
    const lab = evaluationLab({ files, providers: [echoProvider(), judge()] });
    const { id, prompts } = await lab.evaluate();
    const kept = await lab.deps.evaluations.read(id);
    const project = { source: "project", on: "2026-01-01T00:00:00.000Z", rates: [{ input: 1, output: 2 }], web_search: 0.01 };
    const unknown = { source: "unknown", on: "2026-01-01T00:00:00.000Z" };
    expect(kept?.header.prices).toEqual({ "echo/one": project, "judge/small": unknown });
    expect(prompts[0]?.evidence.prices).toEqual({ "echo/one": project, "judge/small": unknown });
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    const usage = { input: 10, output: 5, cachedInput: 0, cacheWrite: 0, reasoning: 0, webSearches: 0 };
    expect(result?.cost_nano_usd).toBe(costFrom(kept!.header.prices!["echo/one"]!, usage));
  });

  it("do not decide what evidence is about: at another price the same is proved", async () => {
    const provider = echoProvider();
    const dear = evaluationLab({ providers: [provider] });
    await dear.evaluate();
    const cheap = evaluationLab({ providers: [provider], evaluations: dear.deps.evaluations, config: { prices: { "echo/one": { input: 0, output: 0 } } } });
    await findEvidence(cheap.deps, cheap.input());
    expect(provider.calls).toHaveLength(3);
  });

  it("may change before an evaluation is resumed; it goes on, and keeps those of its beginning", async () => {
    const provider = echoProvider({
      answer: (text) => (text === "b" && provider.calls.length < 4 ? Promise.reject(new ProviderError("server", "echo", "503")) : undefined),
    });
    const dear = evaluationLab({ providers: [provider] });
    const { id, exit } = await dear.evaluate();
    expect(exit).toBe("environment");
    const cheap = evaluationLab({ providers: [provider], evaluations: dear.deps.evaluations, config: { prices: { "echo/one": { input: 0, output: 0 } } } });
    const resumed = await cheap.evaluate({ resume: id });
    expect(resumed.verdict).toBe("pass");
    expect(resumed.prompts[0]?.evidence.prices?.["echo/one"]?.rates).toEqual([{ input: 1, output: 2 }]);
  });

  it("that a provider tells itself are the cost", async () => {
    const provider = echoProvider({ answer: () => ({ costNanoUsd: 4_200 }) });
    const { prompts } = await evaluationLab({ providers: [provider] }).evaluate();
    expect(prompts[0]?.evidence.totals.cost_nano_usd).toBe(3 * 4_200);
  });

  it("of another rate are unknown, and the result says which rate and how long it took to begin", async () => {
    const usage = { input: 10, output: 5, cachedInput: 0, cacheWrite: 4, cacheWriteLong: 3, reasoning: 0, webSearches: 0, rate: "fast" };
    const provider = echoProvider({ answer: () => ({ usage, firstTokenMs: 12 }) });
    const lab = evaluationLab({ providers: [provider], config: { prices: {} } });
    const { id } = await lab.evaluate();
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    expect(result).toMatchObject({ first_token_ms: 12, usage: { cache_write: 4, cache_write_long: 3, rate: "fast" } });
    expect(result).not.toHaveProperty("cost_nano_usd");
  });
});

describe("filters", () => {
  const files = {
    ...prompt,
    "prompts/p/evals/main.yml": suiteYaml(["a", "b"]) + "  - { id: c, inputs: { word: c }, expected: c, tags: [slow] }\n",
    "prompts/p/evals/more.yml": suiteYaml(["d"]),
  };
  const casesOf = async (given: object) =>
    (await evaluationLab({ files }).evaluate(given)).prompts[0]?.evidence.cases.map((each) => `${each.suite}/${each.case}`);

  it("choose suites, cases and tags", async () => {
    expect(await casesOf({ suites: ["more"] })).toEqual(["more/d"]);
    expect(await casesOf({ cases: ["a", "d"] })).toEqual(["main/a", "more/d"]);
    expect(await casesOf({ cases: ["p main/a", "p/more/d"] })).toEqual(["main/a", "more/d"]);
    expect(await casesOf({ tags: ["slow"] })).toEqual(["main/c"]);
  });

  it("make evidence incomplete when they leave cases out, and not when they leave suites out", async () => {
    const lab = evaluationLab({ files });
    expect((await lab.evaluate({ cases: ["a"] })).prompts[0]?.evidence.complete).toBe(false);
    expect((await lab.evaluate({ suites: ["more"] })).prompts[0]?.evidence.complete).toBe(true);
  });

  it.each([
    [{ suites: ["maim"] }, "`--suite main`"],
    [{ tags: ["slo"] }, "`--tag slow`"],
    [{ cases: ["d", "bb"] }, "`--case b`"],
  ])("that match nothing are refused with the nearest name: %j", async (given, hint) => {
    await expect(evaluationLab({ files }).evaluate(given)).rejects.toMatchObject({
      code: "nothing-matches",
      exit: "usage",
      hint: expect.stringContaining(hint) as string,
    });
  });

  it("that together leave nothing are refused", async () => {
    await expect(evaluationLab({ files }).evaluate({ cases: ["a"], tags: ["slow"] })).rejects.toMatchObject({ code: "nothing-matches" });
  });
});

describe("before the first call", () => {
  it("a prompt without suites is refused when it was named, and left out when it was not", async () => {
    const lab = evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a"]), "prompts/q/prompt.yml": promptYaml } });
    const [target] = lab.input().targets;
    if (target === undefined) throw new Error("no target");
    await expect(lab.evaluate({ targets: [{ ...target, promptId: "q" }] })).rejects.toMatchObject({ code: "no-suites" });
    await expect(lab.evaluate({ targets: [] })).rejects.toMatchObject({ code: "no-suites", message: "There is no prompt yet." });
    const { skipped } = await lab.evaluate({ targets: [target, { ...target, promptId: "q", optional: true }] });
    expect(skipped).toEqual([{ prompt: "q", reason: "it has no suite" }]);
  });

  it("every case that cannot be rendered is listed with its place, and nothing is paid for", async () => {
    const provider = echoProvider();
    const template = promptYaml.replace("{{ word }}", "{{ word | slice: 0, 1 }}{% for x in word %}{{ x.y.z }}{% endfor %}");
    const suite = "schema_version: 1\nassertions: [{ type: equals }]\ncases:\n  - { id: a, inputs: { word: a }, expected: a }\n";
    const lab = evaluationLab({ files: { "prompts/p/prompt.yml": template, "prompts/p/evals/main.yml": suite }, providers: [provider] });
    await expect(lab.evaluate()).rejects.toMatchObject({ exit: "usage" });
    expect(provider.calls).toEqual([]);
  });

  it("scorers of the repository are refused when code is", async () => {
    const suite = "schema_version: 1\nassertions: [{ type: javascript, file: scorers/x.mjs }]\ncases: [{ id: a, inputs: { word: a } }]\n";
    const lab = evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suite, "scorers/x.mjs": "export default () => true" } });
    await expect(lab.evaluate({ allowCode: false })).rejects.toMatchObject({ code: "code-refused", exit: "usage" });
  });
});

describe("a cost cap", () => {
  const words = Array.from({ length: 20 }, (_, n) => `w${n}`);
  const files = {
    "prompts/p/prompt.yml": promptYaml.replace("echo/one", "echo/one, params: { max_tokens: 10 }"),
    "prompts/p/evals/main.yml": suiteYaml(words),
  };

  it("is never passed, whatever is under way at once; what is left out is an error of kind budget", async () => {
    const provider = echoProvider();
    const { exit, prompts, errors } = await evaluationLab({ files, providers: [provider] }).evaluate({ maxCostUsd: 0.0001, concurrency: 20 });
    expect(prompts[0]?.evidence.totals.cost_nano_usd).toBeLessThanOrEqual(100_000);
    expect(provider.calls.length).toBeGreaterThan(0);
    expect(provider.calls.length).toBeLessThanOrEqual(5);
    expect(errors.first[0]?.error?.kind).toBe("budget");
    expect(exit).toBe("environment");
  });

  it("cannot be kept when a price is unknown, and says so before any call", async () => {
    const provider = echoProvider();
    const lab = evaluationLab({ files, providers: [provider], config: { prices: {} } });
    await expect(lab.evaluate({ maxCostUsd: 1 })).rejects.toMatchObject({ code: "unknown-price", exit: "usage" });
    expect(provider.calls).toEqual([]);
  });

  it("counts what a resumed evaluation has spent already", async () => {
    const provider = echoProvider();
    const lab = evaluationLab({ files, providers: [provider] });
    const { id } = await lab.evaluate({ maxCostUsd: 0.0001, concurrency: 1 });
    const before = provider.calls.length;
    await lab.evaluate({ maxCostUsd: 0.0001, concurrency: 1, resume: id });
    expect(provider.calls.length).toBe(before);
  });
});

describe("another state's suites", () => {
  it("are put to a prompt that knows only some of their inputs", async () => {
    const lab = evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a"]) } });
    const newer = {
      "prompts/p/prompt.yml": promptYaml.replace("word: { type: string }", "word: { type: string }\n  tone: { type: string, default: kind }"),
      "prompts/p/evals/main.yml": suiteYaml(["a"]).replace("word: a", "word: a, tone: cool"),
    };
    const [target] = lab.input().targets;
    if (target === undefined) throw new Error("no target");
    const { verdict } = await lab.evaluate({ targets: [{ ...target, label: "p@1.0.0", suiteSource: memorySource(newer) }] });
    expect(verdict).toBe("pass");
  });

  it("make an error of a case that the prompt cannot render", async () => {
    const lab = evaluationLab({ files: { ...prompt, "prompts/p/evals/main.yml": suiteYaml(["a"]) } });
    const newer = { "prompts/p/prompt.yml": promptYaml.replaceAll("word", "text"), "prompts/p/evals/main.yml": suiteYaml(["a"]).replace("word: a", "text: a") };
    const [target] = lab.input().targets;
    if (target === undefined) throw new Error("no target");
    const { errors } = await lab.evaluate({ targets: [{ ...target, label: "p@1.0.0", suiteSource: memorySource(newer) }] });
    expect(errors.first).toMatchObject([{ prompt: "p@1.0.0", error: { kind: "render" } }]);
  });
});
