import { describe, expect, it } from "vitest";
import { sqliteResponseCache } from "../../src/adapters/sqlite/response-cache.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import { estimateEvaluation } from "../../src/services/estimate-evaluation.ts";
import type { RatedAnswer } from "../../src/core/eval/rating.ts";
import { echoProvider, type EchoOptions } from "../helpers/echo-provider.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const suite = (assertions: string, head = "", cases = "[{ id: a, inputs: { word: a } }]") =>
  `schema_version: 1\n${head}assertions: ${assertions}\ncases: ${cases}\n`;

function labWith(assertions: string, { files = {}, head = "", ...options }: LabOptions & { readonly head?: string } = {}) {
  const own = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suite(assertions, head) };
  return evaluationLab({ ...options, files: { ...own, ...files } });
}

/** A judge that gives these words in turn; the last one stays. */
function judging(...words: string[]) {
  const left = [...words];
  return echoProvider({ name: "judge", answer: () => ({ text: left.length > 1 ? left.shift()! : left[0]! }) });
}

const passed = '{"reason":"fine","choice":"pass"}';
const rubric = "{ type: rubric, rubric: Is it fine? }";
const tone = (system: string, more = "") =>
  `schema_version: 1\nversion: 3\nmessages:\n  - { role: system, content: ${JSON.stringify(system)} }\n  - { role: user, content: "{{ answer }}" }\nchoices: { pass: 1, fail: 0 }\n${more}`;

describe("who judges", () => {
  const models = async (assertions: string, options: Parameters<typeof labWith>[1]) => {
    const asked: string[] = [];
    const provider = (name: string): EchoOptions => ({ name, answer: (_, { model }) => (asked.push(`${name}/${model}`), { text: passed }) });
    const { verdict } = await labWith(assertions, {
      providers: [echoProvider(), echoProvider(provider("judge")), echoProvider(provider("other"))],
      ...options,
    }).evaluate();
    expect(verdict).toBe("pass");
    return asked;
  };

  it("is the assertion's model before the suite's, and that before the project's", async () => {
    const config = { evaluation: { judge: "judge/project" } };
    expect(await models(`[${rubric}]`, { config })).toEqual(["judge/project"]);
    expect(await models(`[${rubric}]`, { config, head: "judge: other/suite\n" })).toEqual(["other/suite"]);
    expect(await models(`[{ type: rubric, rubric: r, model: judge/own }]`, { config, head: "judge: other/suite\n" })).toEqual(["judge/own"]);
  });

  it("is asked for before any call when nobody says", async () => {
    const provider = echoProvider();
    await expect(labWith(`[{ type: assert-set, assertions: [${rubric}] }]`, { providers: [provider] }).evaluate()).rejects.toMatchObject({
      code: "missing-judge-model",
      where: "prompts/p/evals/main.yml:3",
    });
    expect(provider.calls).toEqual([]);
  });

  it("is in the evidence: the judge's name, version, model and digest", async () => {
    const lab = labWith(`[{ type: rubric, rubric: r, judge: tone, model: judge/j }, { type: closed-qa, criteria: c, model: judge/j, weight: 0 }]`, {
      files: { "judges/tone.yml": tone("Be strict.") },
      providers: [echoProvider(), judging(passed, '{"reason":"r","choice":"yes"}')],
    });
    const { prompts } = await lab.evaluate({ concurrency: 1 });
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
    expect(prompts[0]?.evidence.judges).toEqual([
      { use: "judge", judge: "closed-qa", version: 1, model: "judge/j", digest },
      { use: "judge", judge: "tone", version: 3, model: "judge/j", digest },
    ]);
  });
});

describe("a judged check", () => {
  const byWhom = async (assertion: string, judgeModel: string) => {
    const lab = labWith(`[{ type: assert-set, assertions: [${assertion}, { type: length, max: 9999 }] }]`, {
      providers: [echoProvider(), judging(passed)],
      config: { evaluation: { judge: judgeModel } },
    });
    const { id } = await lab.evaluate();
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    return result?.checks.flatMap(({ checks = [] }) => checks.map(({ judged_by }) => judged_by));
  };

  it("says whose word it is: another model or another rubric is another judge, another weight or name is none", async () => {
    const [first, none] = (await byWhom(rubric, "judge/one")) ?? [];
    expect(first).toEqual({ judge: "rubric by judge/one", digest: expect.stringMatching(/^[0-9a-f]{24}$/) });
    expect(none).toBeUndefined();
    expect(await byWhom("{ type: rubric, rubric: Is it fine?, weight: 2, metric: tone }", "judge/one")).toEqual([first, undefined]);
    for (const [assertion, model] of [
      [rubric, "judge/two"],
      ["{ type: rubric, rubric: Is it very fine? }", "judge/one"],
      ["{ type: rubric, rubric: Is it fine?, threshold: 0.9 }", "judge/one"],
    ] as const)
      expect((await byWhom(assertion, model))?.[0]?.digest).not.toBe(first?.digest);
  });
});

describe("a judge of the repository", () => {
  const asks = async (files: Record<string, string>, assertion: string) => {
    const systems: string[] = [];
    const judge = echoProvider({
      name: "judge",
      answer: (_, { messages, params }) => {
        systems.push(JSON.stringify([messages[0]?.parts, params]));
        return { text: passed };
      },
    });
    const lab = labWith(`[${assertion}]`, { files, providers: [echoProvider(), judge], config: { evaluation: { judge: "judge/j" } } });
    const { prompts } = await lab.evaluate();
    return { system: systems[0]!, evidence: prompts[0]!.evidence };
  };

  it("is asked by its name, with its own messages and parameters", async () => {
    const { system } = await asks({ "judges/tone.yml": tone("Be strict.", "params: { temperature: 0 }\n") }, "{ type: rubric, rubric: r, judge: tone }");
    expect(system).toContain("Be strict.");
    expect(system).toContain('{"temperature":0}');
  });

  it("takes the place of the built-in one with its name", async () => {
    expect((await asks({ "judges/rubric.yml": tone("Be strict.") }, rubric)).system).toContain("Be strict.");
  });

  it("makes new evidence when it changes, and none when only its description does", async () => {
    const digests = async (file: string) => (await asks({ "judges/rubric.yml": file }, rubric)).evidence.judges?.map(({ digest }) => digest);
    expect(await digests(tone("Be kind."))).not.toEqual(await digests(tone("Be strict.")));
    expect(await digests(tone("Be strict.", "description: x\n"))).toEqual(await digests(tone("Be strict.")));
  });

  it("that is broken keeps those suites from running that ask it, and no others", async () => {
    const files = { "judges/tone.yml": tone("Be strict. {{ anser }}") };
    await expect(asks(files, "{ type: rubric, rubric: r, judge: tone }")).rejects.toMatchObject({
      code: "invalid-documents",
      problems: [{ file: "judges/tone.yml", rule: "unknown-variable" }],
    });
    expect((await asks(files, rubric)).evidence.totals.passed).toBe(1);
  });

  it("that needs what a case lacks makes an error of the case, never a fail", async () => {
    const lab = labWith("[{ type: rubric, rubric: r, judge: tone }]", {
      files: { "judges/tone.yml": tone("The truth: {{ expected }}") },
      providers: [echoProvider(), judging(passed)],
      config: { evaluation: { judge: "judge/j" } },
    });
    const { verdict, errors } = await lab.evaluate();
    expect(verdict).toBe("error");
    expect(errors.first[0]?.error).toEqual({ kind: "scorer", message: "rubric: The judge `tone` cannot be asked: `expected` has no value here." });
  });
});

describe("a judgement that cannot be read", () => {
  const config = { evaluation: { judge: "judge/j" }, prices: { "judge/j": { input: 1, output: 1 }, "echo/one": { input: 1, output: 1 } } };

  it("is asked for once more, and both askings are on record", async () => {
    const judge = judging("Looks fine.", passed);
    const lab = labWith(`[${rubric}]`, { providers: [echoProvider(), judge], config });
    const { id, verdict } = await lab.evaluate();
    expect(verdict).toBe("pass");
    expect(judge.calls).toHaveLength(2);
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    expect(result?.judging).toEqual({ calls: 2, cost_nano_usd: 30_000, asked_again: 1 });
  });

  it("twice is an error of the case, never a fail, and never asked a third time", async () => {
    const judge = judging("Looks fine.");
    const { verdict, errors } = await labWith(`[${rubric}]`, { providers: [echoProvider(), judge], config }).evaluate();
    expect(verdict).toBe("error");
    expect(judge.calls).toHaveLength(2);
    expect(errors.first[0]).toMatchObject({
      error: { kind: "scorer", message: expect.stringContaining("it is no JSON object") as string },
      judging: { calls: 2 },
    });
  });

  it("says that it was cut off, when it was", async () => {
    const judge = echoProvider({ name: "judge", answer: () => ({ text: '{"reason":"Half an ans', finishReason: "length" }) });
    const { errors } = await labWith(`[${rubric}]`, { providers: [echoProvider(), judge], config }).evaluate();
    expect(errors.first[0]?.error?.message).toContain("cannot be used: it was cut off by its length limit (raise `max_tokens`");
    expect(errors.first[0]?.error?.message).toContain("in the judge's `params`); it is no JSON object");
  });

  it("says that the judge refused, with its words", async () => {
    const judge = echoProvider({ name: "judge", answer: () => ({ text: "", refusal: "I will not judge this.", finishReason: "content-filter" }) });
    const { errors } = await labWith(`[${rubric}]`, { providers: [echoProvider(), judge], config }).evaluate();
    expect(errors.first[0]?.error).toMatchObject({
      kind: "scorer",
      message: expect.stringContaining('cannot be used: it refused: "I will not judge this."') as string,
    });
  });

  it("is kept with what was wrong about it, so that a second evaluation comes to the same for nothing", async () => {
    const judge = judging("Looks fine.", passed);
    const lab = labWith(`[${rubric}]`, { providers: [echoProvider(), judge], config, cache: memoryCache() });
    await lab.evaluate();
    const { id } = await lab.evaluate();
    expect(judge.calls).toHaveLength(2);
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    expect(result?.judging).toEqual({ calls: 0, cost_nano_usd: 0, asked_again: 1 });
  });
});

describe("several samples of one judgement", () => {
  it("are calls of their own, each kept under its own key", async () => {
    const judge = judging(...[5, 4, 3].map((choice) => JSON.stringify({ reason: "r", choice })));
    const lab = labWith("[{ type: g-eval, criteria: c, samples: 3, threshold: 0.01 }]", {
      providers: [echoProvider(), judge],
      config: { evaluation: { judge: "judge/j" } },
      cache: memoryCache(),
    });
    const first = await lab.evaluate();
    const second = await lab.evaluate();
    expect(judge.calls).toHaveLength(3);
    expect(first.prompts[0]?.evidence.cases[0]?.score).toBeCloseTo(0.75);
    expect(second.prompts[0]?.evidence.cases).toEqual(first.prompts[0]?.evidence.cases);
  });
});

describe("rivals", () => {
  const config = { evaluation: { judge: "judge/j" }, prices: {} };
  const preferring = () =>
    echoProvider({
      name: "judge",
      // It prefers what the rival says, wherever it stands.
      answer: (text) => ({ text: JSON.stringify({ reason: "r", choice: /first answer:\s+<data-\w+>\s+RIVAL/.test(text) ? "first" : "second" }) }),
    });
  const rivalling = () => echoProvider({ name: "rival", answer: (text) => ({ text: `RIVAL ${text}` }) });
  const pairwise = "{ type: pairwise, criteria: c, against: rival/two }";

  it("are asked what the answer's own model was asked", async () => {
    const rival = rivalling();
    const { verdict, failures } = await labWith(`[${pairwise}]`, { providers: [echoProvider(), rival, preferring()], config }).evaluate();
    expect(rival.calls).toEqual(["a"]);
    expect(verdict).toBe("fail");
    expect(failures.first[0]?.checks[0]?.reason).toContain("the other is preferred in both orders");
  });

  it("cost nothing twice: neither for two assertions, nor where the rival is evaluated itself", async () => {
    for (const cache of [memoryCache(), sqliteResponseCache(tempFolder())]) {
      const rival = rivalling();
      const best = "{ type: select-best, criteria: c, among: [rival/two], weight: 0, threshold: 0 }";
      const judge = echoProvider({
        name: "judge",
        answer: (text) => ({ text: JSON.stringify({ reason: "r", choice: text.includes("Answer 1:") ? "1" : "first" }) }),
      });
      const lab = labWith(`[${pairwise}, ${best}]`, { providers: [echoProvider(), rival, judge], config, cache });
      await lab.evaluate();
      await lab.evaluate({ models: ["rival/two"] });
      expect(rival.calls).toEqual(["a"]);
      cache.close();
    }
  });

  it("say the same to all assertions of a case, also where nothing is kept", async () => {
    let asked = 0;
    const rival = echoProvider({ name: "rival", answer: () => ({ text: `RIVAL ${(asked += 1)}` }) });
    await labWith(`[${pairwise}, ${pairwise}]`, { providers: [echoProvider(), rival, preferring()], config }).evaluate({ useCache: false });
    expect(asked).toBe(1);
  });

  it("count in the evidence with the prompt's own parameters", async () => {
    const lab = labWith(`[${pairwise}]`, { providers: [echoProvider(), rivalling(), preferring()], config });
    const { prompts } = await lab.evaluate();
    expect(prompts[0]?.evidence.judges?.map(({ use, model }) => `${use} ${model}`)).toEqual(["judge judge/j", "rival rival/two"]);
  });
});

describe("embeddings", () => {
  const similar = "[{ type: similar, value: a, model: vectors/small }]";
  const config = { prices: { "echo/one": { input: 1, output: 2 }, "vectors/small": { input: 1, output: 0 } } };

  it("are asked for in one call a case, kept, and counted with what they cost", async () => {
    for (const cache of [memoryCache(), sqliteResponseCache(tempFolder())]) {
      const vectors = embeddingProvider();
      const lab = labWith(similar, { providers: [echoProvider(), vectors], config, cache });
      const { id, verdict, header } = await lab.evaluate();
      expect(verdict).toBe("pass");
      expect(header.plan.prompts[0]?.judges).toMatchObject([{ use: "embedding", model: "vectors/small" }]);
      expect(header.prices).toMatchObject({ "vectors/small": { source: "project", rates: [{ input: 1, output: 0 }] } });
      expect(vectors.embedded).toEqual([["a"]]);
      const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
      expect(result?.judging).toEqual({ calls: 1, cost_nano_usd: 1_000 });
      const again = await lab.evaluate();
      expect(vectors.embedded).toHaveLength(1);
      expect(again.prompts[0]?.evidence.cases).toEqual((await lab.evaluate()).prompts[0]?.evidence.cases);
      cache.close();
    }
  });

  it("compare the same numbers whether they were just made or kept", async () => {
    const words = ["invoice", "bill", "receipt"];
    const files = { "prompts/p/evals/main.yml": suiteYaml(words).replace("[{ type: equals }]", "[{ type: similar, model: vectors/small, value: tax }]") };
    for (const cache of [memoryCache(), sqliteResponseCache(tempFolder())]) {
      const lab = labWith(similar, { files, providers: [echoProvider(), embeddingProvider()], config, cache });
      const scores = async () => (await lab.evaluate()).prompts[0]?.evidence.cases.map(({ score }) => score);
      const first = await scores();
      expect(first).toHaveLength(3);
      expect(await scores()).toEqual(first);
      cache.close();
    }
  });

  it("of one text are asked for once, however many cases compare with it at the same time", async () => {
    const words = Array.from({ length: 20 }, (_, n) => `w${n}`);
    const files = {
      "prompts/p/evals/main.yml": suiteYaml(words).replace("[{ type: equals }]", "[{ type: similar, value: target, model: vectors/small, threshold: 0.01 }]"),
    };
    const vectors = embeddingProvider();
    await labWith(similar, { files, providers: [echoProvider(), vectors], config }).evaluate();
    expect(vectors.embedded.flat().filter((text) => text === "target")).toHaveLength(1);
  });

  it("of a provider that has none are refused before any call", async () => {
    const provider = echoProvider();
    await expect(labWith("[{ type: similar, value: a, model: echo/small }]", { providers: [provider] }).evaluate()).rejects.toMatchObject({
      code: "no-embeddings",
      exit: "usage",
    });
    expect(provider.calls).toEqual([]);
  });

  it("are held to a cost cap, and to known prices", async () => {
    const files = { "prompts/p/prompt.yml": promptYaml.replace("echo/one", "echo/one, params: { max_tokens: 1 }") };
    const [provider, vectors] = [echoProvider(), embeddingProvider()];
    // The answer takes 20,000 billionths; what is left is not enough for two texts.
    const { errors } = await labWith(similar, { files, providers: [provider, vectors], config }).evaluate({ maxCostUsd: 0.000_020_5 });
    expect(errors.first[0]?.error).toEqual({ kind: "budget", message: "similar: The cost cap left too little for this call." });
    expect([provider.calls.length, vectors.embedded.length]).toEqual([1, 0]);
    const unpriced = labWith(similar, { providers: [echoProvider(), embeddingProvider()], config: { prices: { "echo/one": { input: 1, output: 2 } } } });
    await expect(unpriced.evaluate({ maxCostUsd: 1 })).rejects.toMatchObject({ code: "unknown-price" });
  });
});

describe("a person's rating", () => {
  const human = "{ type: human, question: Would you send it? }";

  it("is waited for: the verdict is pending, exit 8, and nothing is kept as proof", async () => {
    const lab = labWith(`[${human}, { type: contains, value: a }]`);
    const { verdict, exit, pending, prompts } = await lab.evaluate();
    expect({ verdict, exit }).toEqual({ verdict: "pending", exit: "pending" });
    expect(pending).toMatchObject({
      count: 1,
      first: [
        {
          case: "a",
          status: "pending",
          checks: [
            { type: "human", pending: true },
            { type: "contains", pass: true },
          ],
        },
      ],
    });
    expect(prompts[0]?.evidence.totals).toMatchObject({ cases: 1, passed: 0, failed: 0, errors: 0, pending: 1 });
    expect(await lab.deps.evaluations.list(10)).toHaveLength(1);
  });

  it("is not waited for where something else fails", async () => {
    expect(await labWith(`[${human}, { type: contains, value: b }]`).evaluate()).toMatchObject({ verdict: "fail", exit: "no", pending: { count: 0 } });
  });

  it("decides when there is one, about this answer to this epoch of this case", async () => {
    const asked: RatedAnswer[] = [];
    const lab = labWith(`[${human}]`, {
      head: "epochs: 2\n",
      ratings: (about) => (asked.push(about), { score: about.epoch === 1 ? 1 : 0, reason: "said Ada" }),
    });
    const { verdict, prompts } = await lab.evaluate();
    expect(verdict).toBe("fail");
    expect(prompts[0]?.evidence.cases[0]).toMatchObject({ score: 0.5, pass_rate: 0.5 });
    const [{ caseDigest }] = asked as [RatedAnswer];
    expect(asked.sort((a, b) => a.epoch - b.epoch)).toEqual(
      [1, 2].map((epoch) => ({ caseDigest, epoch, question: "Would you send it?", answerDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string })),
    );
  });
});

describe("--no-code", () => {
  it.each([
    ["javascript", "{ type: javascript, file: scorers/a.mjs }"],
    ["exec", "{ type: exec, command: [python3, scorers/a.mjs] }"],
    ["webhook", "{ type: webhook, url: 'https://scores.example/' }"],
    ["javascript", "{ type: assert-set, assertions: [{ type: assert-set, assertions: [{ type: javascript, file: scorers/a.mjs }] }] }"],
  ])("refuses %s before any call, with the case and its file: %s", async (type, assertion) => {
    const provider = echoProvider();
    const lab = labWith(`[${assertion}]`, { files: { "scorers/a.mjs": "export default () => true;" }, providers: [provider] });
    await expect(lab.evaluate({ allowCode: false })).rejects.toMatchObject({
      code: "code-refused",
      message: expect.stringMatching(new RegExp(`Case a .*\`${type}\``)) as string,
      where: "prompts/p/evals/main.yml:3",
    });
    expect(provider.calls).toEqual([]);
  });

  it("lets everything else run", async () => {
    expect(await labWith("[{ type: contains, value: a }]").evaluate({ allowCode: false })).toMatchObject({ verdict: "pass" });
  });
});

describe("code of the repository", () => {
  const run = (assertion: string, files: Record<string, string>) => {
    const runs: { command: readonly string[]; files: string[]; input: unknown }[] = [];
    const lab = labWith(`[${assertion}]`, {
      files,
      commands: {
        run: ({ command, files: named, payload }) => {
          runs.push({ command, files: [...named.keys()], input: payload["input"] });
          return Promise.resolve({ score: 1, reason: "ok" });
        },
        close: () => Promise.resolve(),
      },
    });
    return { lab, runs };
  };

  it("gets the files it names, as they are in the state that is evaluated, and the answer as JSON", async () => {
    const { lab, runs } = run("{ type: exec, command: [python3, scorers/a.py, README.md], files: [lib/b.py] }", {
      "scorers/a.py": "a",
      "lib/b.py": "b",
      "scorers/c.py": "c",
    });
    await lab.evaluate();
    expect(runs).toMatchObject([
      { command: ["python3", "scorers/a.py", "README.md"], files: ["scorers/a.py", "lib/b.py"], input: { output: "a", inputs: { word: "a" } } },
    ]);
  });

  it("makes another case when a file it names changes, also inside a group", async () => {
    const digestWith = async (assertion: string, text: string) =>
      (await run(assertion, { "scorers/a.py": text }).lab.evaluate()).prompts[0]?.evidence.cases[0]?.digest;
    for (const assertion of [
      "{ type: exec, command: [python3, scorers/a.py] }",
      "{ type: assert-set, assertions: [{ type: exec, command: [python3, scorers/a.py], description: d }] }",
    ]) {
      expect(await digestWith(assertion, "one")).not.toBe(await digestWith(assertion, "two"));
      expect(await digestWith(assertion, "one")).toBe(await digestWith(assertion.replace("description: d", "description: e"), "one"));
    }
  });

  it("that fails is an error of the case, with no secret in what is recorded", async () => {
    const lab = labWith("[{ type: exec, command: [judge] }]", {
      commands: {
        run: () => Promise.reject(new PromptopsError("scorer-failed", "The command failed: key sk-123456 refused.")),
        close: () => Promise.resolve(),
      },
      redact: (text) => text.replaceAll("sk-123456", "[redacted]"),
    });
    const { verdict, errors } = await lab.evaluate();
    expect(verdict).toBe("error");
    expect(errors.first[0]?.error).toEqual({ kind: "scorer", message: "exec: The command failed: key [redacted] refused." });
  });
});

describe("a group", () => {
  it("shows what it is made of, with no secret in any of it, and its metrics are summed up", async () => {
    const lab = labWith(
      "[{ type: assert-set, metric: all, assertions: [{ type: contains, value: a, metric: first }, { type: contains, value: sk-123456, metric: second }] }]",
      {
        redact: (text) => text.replaceAll("sk-123456", "[redacted]"),
      },
    );
    const { failures, prompts } = await lab.evaluate();
    expect(failures.first[0]?.checks).toMatchObject([
      {
        type: "assert-set",
        score: 0.5,
        checks: [
          { type: "contains", pass: true },
          { pass: false, reason: 'does not contain "[redacted]"' },
        ],
      },
    ]);
    expect(JSON.stringify(failures.first)).not.toContain("sk-123456");
    expect(prompts[0]?.evidence.totals.metrics).toEqual({ all: 0.5, first: 1, second: 0 });
  });
});

describe("a composite score", () => {
  it("is the case's score, and its components are on record and summed up", async () => {
    const head = "threshold: 0.5\nscore: { weights: { task: 1, tone: 3, latency: 1 }, latency: { full_ms: 10, zero_ms: 30 } }\n";
    const lab = labWith("[{ type: contains, value: b }, { type: contains, value: a, metric: tone }]", { head });
    const { id, prompts } = await lab.evaluate();
    const [result] = await Array.fromAsync(lab.deps.evaluations.results(id));
    expect(result).toMatchObject({ status: "pass", score: 0.7, components: { task: 0, tone: 1, latency: 0.5 } });
    expect(prompts[0]?.evidence.totals).toMatchObject({ mean_score: 0.7, metrics: { latency: 0.5, task: 0, tone: 1 } });
  });

  it("makes other cases when what matters changes", async () => {
    const digest = async (head: string) => (await labWith("[{ type: contains, value: a }]", { head }).evaluate()).prompts[0]?.evidence.cases[0]?.digest;
    expect(await digest("score: { weights: { task: 1 } }\n")).not.toBe(await digest(""));
  });
});

describe("epochs", () => {
  it("are never answered from one entry of the cache, and each from its own the second time", async () => {
    let asked = 0;
    const provider = echoProvider({ answer: () => ({ text: `answer ${(asked += 1)}` }) });
    const cache = sqliteResponseCache(tempFolder());
    const files = { "prompts/p/evals/main.yml": suite("[{ type: regex, value: 'answer [13]' }]", "epochs: 4\nreducer: { at_least: 2 }\n") };
    const lab = labWith("", { files, providers: [provider], cache });
    const first = await lab.evaluate({ concurrency: 1 });
    expect(asked).toBe(4);
    expect(first.prompts[0]?.evidence.cases[0]).toMatchObject({ score: 1, pass_rate: 0.5, status: "pass" });
    const second = await lab.evaluate({ concurrency: 3 });
    expect(asked).toBe(4);
    expect(second.prompts[0]?.evidence.cases).toEqual(first.prompts[0]?.evidence.cases);
    await lab.evaluate({ epochs: 6 });
    expect(asked).toBe(6);
    cache.close();
  });

  it("must be as many as the reducer looks at, also when they are asked for on the command line", async () => {
    const lab = labWith("[{ type: contains, value: a }]", { head: "epochs: 3\nreducer: { at_least: 3 }\n" });
    await expect(lab.evaluate({ epochs: 2 })).rejects.toMatchObject({ code: "invalid-flag", where: "--epochs" });
  });
});

describe("an estimate", () => {
  it("counts what may ask a judge, groups included, and calls nobody", async () => {
    const provider = echoProvider();
    const lab = labWith(`[${rubric}, { type: assert-set, assertions: [${rubric}, { type: contains, value: a }] }]`, {
      head: "epochs: 3\n",
      providers: [provider, judging(passed)],
      config: { evaluation: { judge: "judge/j" } },
    });
    const { estimate } = await estimateEvaluation({ ...lab.deps, openCache: () => Promise.resolve(memoryCache()) }, lab.input());
    expect(estimate).toMatchObject({ answers: 3, judgements: 6 });
    expect(provider.calls).toEqual([]);
  });
});
