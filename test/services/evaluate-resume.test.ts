import { readFile } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { fileEvaluationStore } from "../../src/adapters/fs/evaluation-store.ts";
import { ProviderError } from "../../src/core/errors/provider-error.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { EvaluationEvent } from "../../src/core/eval/evaluation-event.ts";
import type { Evidence } from "../../src/core/eval/evidence.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { findEvidence } from "../../src/services/evaluation/find-evidence.ts";
import { leftOpen } from "../../src/services/evaluation/open-evaluation.ts";
import type { EvalRequest } from "../../src/services/evaluation/eval-request.ts";
import { planInput } from "../../src/services/evaluation/plan-input.ts";
import type { EvaluationStore } from "../../src/ports/evaluation-store.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, promptYaml, suiteYaml } from "../helpers/evaluation-lab.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const words = Array.from({ length: 12 }, (_, n) => (n % 5 === 4 ? `wrong${n}` : `w${n}`));
const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(words, "epochs: 2\n") };

/** Everything but the names and times of the evaluation itself. */
function proven(evidence: Evidence | undefined): Partial<Evidence> {
  const { evaluation: _evaluation, started_at: _start, finished_at: _end, ...rest } = evidence ?? ({} as Evidence);
  return rest;
}

/** A store whose evaluations die after so many results, as a process does that is killed. */
function dyingStore(store: EvaluationStore, after: number): EvaluationStore {
  return {
    ...store,
    async start(header) {
      const evaluation = await store.start(header);
      let left = after;
      const append: typeof evaluation.append = (result) => ((left -= 1) < 0 ? Promise.reject(new Error("killed")) : evaluation.append(result));
      return { ...evaluation, append };
    },
  };
}

describe("an evaluation that was cut off", () => {
  it("runs only what is missing when it is resumed, and ends like one that never stopped", async () => {
    const whole = evaluationLab({ files });
    const undisturbed = await whole.evaluate();
    const wholeResults = await Array.fromAsync(whole.deps.evaluations.results(undisturbed.id));

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 8 }), async (after, concurrency) => {
        const evaluations = memoryEvaluationStore();
        await expect(evaluationLab({ files, evaluations: dyingStore(evaluations, after) }).evaluate({ concurrency })).rejects.toThrow("killed");
        const provider = echoProvider();
        const [entry] = await evaluations.list(1);
        const resumed = await evaluationLab({ files, evaluations, providers: [provider] }).evaluate({ concurrency, resume: entry?.id ?? "" });
        expect(provider.calls).toHaveLength(24 - after);
        expect(proven(resumed.prompts[0]?.evidence)).toEqual(proven(undisturbed.prompts[0]?.evidence));
        expect(await Array.fromAsync(evaluations.results(resumed.id))).toEqual(wholeResults);
      }),
      { numRuns: 30 },
    );
  });

  it("tries errors again, also after it was finished", async () => {
    let down = true;
    const provider = echoProvider({
      answer: (text) => {
        if (down && text === "w1") throw new ProviderError("server", "echo", "down");
        return undefined;
      },
    });
    const lab = evaluationLab({ files, providers: [provider] });
    const first = await lab.evaluate();
    expect(first.verdict).toBe("error");
    down = false;
    provider.calls.length = 0;
    const second = await lab.evaluate({ resume: first.id });
    expect(provider.calls).toEqual(["w1", "w1"]);
    expect(second.verdict).toBe("fail");
  });

  it("does not go on when a prompt or a suite changed, and says which", async () => {
    const evaluations = memoryEvaluationStore();
    const { id } = await evaluationLab({ files, evaluations }).evaluate();
    const edited = {
      ...files,
      "prompts/p/prompt.yml": promptYaml.replace("{{ word }}", "{{ word }}!"),
      "prompts/p/evals/main.yml": suiteYaml(words.slice(1), "epochs: 2\n"),
    };
    await expect(evaluationLab({ files: edited, evaluations }).evaluate({ resume: id })).rejects.toMatchObject({
      code: "plan-changed",
      message: expect.stringMatching(/prompt p was edited, suite p\/main changed/) as string,
    });
    expect(await evaluations.list(1)).toMatchObject([{ finished: true }]);
  });

  it("does not go on when cases changed places, since results are kept by place", async () => {
    const evaluations = memoryEvaluationStore();
    const { id } = await evaluationLab({ files, evaluations }).evaluate();
    const turned = { ...files, "prompts/p/evals/main.yml": suiteYaml(words.toReversed(), "epochs: 2\n") };
    await expect(evaluationLab({ files: turned, evaluations }).evaluate({ resume: id })).rejects.toMatchObject({ code: "plan-changed" });
  });

  it("is named with the nearest id when there is none of this name", async () => {
    const lab = evaluationLab({ files });
    const { id } = await lab.evaluate();
    await expect(lab.evaluate({ resume: `${id.slice(0, -1)}x` })).rejects.toMatchObject({
      code: "unknown-evaluation",
      hint: expect.stringContaining(id) as string,
    });
  });
});

describe("what a resumed evaluation was asked for", () => {
  it("is known without saying it again", async () => {
    const lab = evaluationLab({ files, evaluations: memoryEvaluationStore() });
    await expect(
      evaluationLab({ files, evaluations: dyingStore(lab.deps.evaluations, 3) }).evaluate({ epochs: 3, cases: ["w1", "w2"], useCache: false }),
    ).rejects.toThrow("killed");
    const workTree = memorySource({ ...files, ".promptops.yml": "schema_version: 1\nproviders:\n  echo: { kind: openai }\n" });
    const nothing = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };
    const deps = { git: undefined as never, workTree, evaluations: lab.deps.evaluations, openProviders: () => Promise.resolve(lab.deps.openProvider) };
    const input = await planInput(deps, { ...nothing, resume: "newest" });
    expect(input).toMatchObject({ epochs: 3, cases: ["w1", "w2"], useCache: false });
    expect((await lab.evaluate({ ...input, targets: lab.input().targets })).prompts[0]?.evidence.totals.cases).toBe(2);
    await expect(planInput(deps, { ...nothing, resume: "newest" })).rejects.toMatchObject({
      code: "nothing-to-resume",
    });
  });
});

describe("a flag that is said again", () => {
  const nothing = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };
  const workTree = memorySource({ ...files, ".promptops.yml": "schema_version: 1\nproviders:\n  echo: { kind: openai }\n" });

  async function begun(given: Parameters<ReturnType<typeof evaluationLab>["evaluate"]>[0]) {
    const lab = evaluationLab({ files, evaluations: memoryEvaluationStore() });
    await expect(evaluationLab({ files, evaluations: dyingStore(lab.deps.evaluations, 3) }).evaluate(given)).rejects.toThrow("killed");
    const deps = { git: undefined as never, workTree, evaluations: lab.deps.evaluations, openProviders: () => Promise.resolve(lab.deps.openProvider) };
    return (request: Partial<EvalRequest>) => planInput(deps, { ...nothing, resume: "newest", ...request });
  }

  it.each<[string, Partial<EvalRequest>, string]>([
    ["--shard", { shard: "1/2" }, "no --shard"],
    ["--epochs", { epochs: 3 }, "--epochs 2"],
    ["--case", { cases: ["w1"] }, "--case w0 --case w1"],
    ["--tag", { tags: ["slow"] }, "no --tag"],
    ["--sample", { sample: 3 }, "--sample 2 --seed x"],
    ["--model", { models: ["echo/two"] }, "no --model"],
    ["--changed", { changed: "main" }, "no --changed"],
    ["--no-cache", { useCache: true }, "--no-cache"],
  ])("and differs is named, and nothing else is blamed: %s", async (flag, request, before) => {
    const again = await begun({ epochs: 2, cases: ["w0", "w1"], sample: { size: 2, seed: "x" }, useCache: false });
    await expect(again(request)).rejects.toMatchObject({
      code: "plan-changed",
      where: flag,
      message: expect.stringMatching(new RegExp(`began with \`${before}\`, and goes on only as it began\\.$`)) as string,
      hint: `Leave \`${flag}\` out to go on with it, or leave \`--resume\` out to begin another.`,
    });
    expect(await again({ epochs: 2, sample: 2, cases: ["w1", "w0"] })).toMatchObject({ epochs: 2, cases: ["w0", "w1"], sample: { size: 2, seed: "x" } });
  });

  it("is named by who evaluates without a command line too", async () => {
    const lab = evaluationLab({ files, evaluations: memoryEvaluationStore() });
    const { id } = await lab.evaluate();
    const again = lab.evaluate({ resume: id, shard: { index: 1, count: 2 } });
    await expect(again).rejects.toMatchObject({ message: expect.stringMatching(/changed: it began with `no --shard` and not `--shard 1\/2`\.$/) as string });
  });

  it("may name the prompts, as long as they are the same", async () => {
    const again = await begun({});
    expect(await again({ prompts: ["p"] })).toMatchObject({ targets: [{ promptId: "p" }] });
    await expect(again({ prompts: ["q"] })).rejects.toMatchObject({
      code: "plan-changed",
      message: expect.stringMatching(/ is of p, and not of q\.$/) as string,
    });
  });
});

describe("what there is to go on with", () => {
  const nothing = { prompts: [], suites: [], cases: [], tags: [], allowCode: true };
  const config = "schema_version: 1\nproviders:\n  echo: { kind: openai }\n";
  const edited = { ...files, "prompts/p/prompt.yml": promptYaml.replace("{{ word }}", "{{ word }}!") };

  it("is not what a later evaluation of the same answered, with other texts", async () => {
    const evaluations = memoryEvaluationStore();
    await expect(evaluationLab({ files, evaluations: dyingStore(evaluations, 3) }).evaluate()).rejects.toThrow("killed");
    const later = evaluationLab({ files: edited, evaluations });
    await later.deps.clock.advance(1_000);
    expect(await leftOpen(evaluations)).toHaveLength(1);
    await later.evaluate();
    await expect(leftOpen(evaluations)).rejects.toMatchObject({ code: "nothing-to-resume" });
  });

  it("is of several the newest that still evaluates what it began with", async () => {
    const evaluations = memoryEvaluationStore();
    await expect(evaluationLab({ files, evaluations: dyingStore(evaluations, 3) }).evaluate()).rejects.toThrow("killed");
    const [old] = await evaluations.list(1);
    const later = evaluationLab({ files: edited, evaluations: dyingStore(evaluations, 3) });
    await later.deps.clock.advance(1_000);
    await expect(later.evaluate({ epochs: 3 })).rejects.toThrow("killed");
    const [, , ...others] = await leftOpen(evaluations);
    expect(others).toEqual([]);
    const resumedIn = (texts: Readonly<Record<string, string>>) => {
      const workTree = memorySource({ ...texts, ".promptops.yml": config });
      const deps = { git: undefined as never, workTree, evaluations, openProviders: () => Promise.resolve(later.deps.openProvider) };
      return planInput(deps, { ...nothing, resume: "newest" }).then(({ resume }) => resume);
    };
    expect(await resumedIn(files)).toBe(old?.id);
    expect(await resumedIn(edited)).not.toBe(old?.id);
  });

  it("is the newest evaluation with errors too, until a later one answered the same without", async () => {
    let down = true;
    const broken = echoProvider({
      answer: () => {
        if (down) throw new ProviderError("timeout", "echo", "no answer in 60 s");
        return undefined;
      },
    });
    const lab = evaluationLab({ files, providers: [broken] });
    const { id, verdict } = await lab.evaluate();
    expect(verdict).toBe("error");
    expect(await leftOpen(lab.deps.evaluations)).toMatchObject([{ id }]);
    down = false;
    await lab.evaluate();
    await expect(leftOpen(lab.deps.evaluations)).rejects.toMatchObject({ code: "nothing-to-resume" });
  });
});

describe("Ctrl-C", () => {
  it("starts nothing new, lets what is in flight finish, and says how to go on", async () => {
    const controller = new AbortController();
    const provider = echoProvider({ answer: () => new Promise((resolve) => setImmediate(() => resolve(undefined))) });
    const lab = evaluationLab({ files, providers: [provider] });
    let seen = 0;
    const told: EvaluationEvent[] = [];
    const stopped = evaluate(lab.deps, lab.input({ concurrency: 3, signal: controller.signal }), (event) => {
      if (event.type === "interrupted") told.push(event);
      if (event.type === "result" && (seen += 1) === 4) controller.abort(new PromptopsError("interrupted", "Interrupted."));
    });
    await expect(stopped).rejects.toMatchObject({ code: "interrupted", exit: "interrupted", hint: expect.stringMatching(/--resume \d{8}T/) as string });
    expect(told).toEqual([{ type: "interrupted", underWay: provider.calls.length - 4, graceMs: 5_000 }]);
    const [entry] = await lab.deps.evaluations.list(1);
    const kept = await Array.fromAsync(lab.deps.evaluations.results(entry?.id ?? ""));
    expect(kept).toHaveLength(provider.calls.length);
    expect(provider.calls.length).toBeLessThan(8);
    expect(entry?.finished).toBe(false);
  });

  it("ends calls that outlast the grace, and runs them again on resume", async () => {
    const controller = new AbortController();
    const hang = echoProvider({
      answer: (_text, _request, signal) =>
        new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(new ProviderError("aborted", "echo", "aborted")))),
    });
    const evaluations = memoryEvaluationStore();
    const lab = evaluationLab({ files, providers: [hang], evaluations });
    const stopped = lab.evaluate({ concurrency: 2, signal: controller.signal });
    const settled = expect(stopped).rejects.toMatchObject({ code: "interrupted" });
    while (hang.calls.length < 2) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new PromptopsError("interrupted", "Interrupted."));
    await lab.deps.clock.advance(5_000);
    await settled;
    const [entry] = await evaluations.list(1);
    expect(await Array.fromAsync(evaluations.results(entry?.id ?? ""))).toEqual([]);
    const { prompts } = await evaluationLab({ files, evaluations }).evaluate({ resume: entry?.id ?? "" });
    expect(prompts[0]?.evidence.totals.errors).toBe(0);
  });
});

describe("the order in which answers come", () => {
  it("never changes the final file or the evidence", async () => {
    const runs: { file: string; evidence: unknown }[] = [];
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 24 }), async (scheduler, concurrency) => {
        const provider = echoProvider({ answer: (text) => scheduler.schedule(Promise.resolve(text === "w3" ? { latencyMs: 0.1 } : { latencyMs: 0.3 })) });
        const folder = tempFolder();
        const lab = evaluationLab({ files, providers: [provider], evaluations: fileEvaluationStore(folder) });
        const running = lab.evaluate({ concurrency });
        let over = false;
        running.finally(() => (over = true)).catch(() => undefined);
        while (!over) {
          if (scheduler.count() > 0) await scheduler.waitOne();
          else await new Promise((resolve) => setImmediate(resolve));
        }
        const { id, prompts } = await running;
        runs.push({ file: await readFile(lab.deps.evaluations.location(id), "utf8"), evidence: proven(prompts[0]?.evidence) });
        expect(runs.at(-1)).toEqual(runs[0]);
      }),
      { numRuns: 15 },
    );
  });
});

describe("memory", () => {
  it("never holds more cases and answers than are under way, however many there are", async () => {
    setFlagsFromString("--expose-gc");
    const collectGarbage = runInNewContext("gc") as () => void;
    const total = 3_000;
    const many = Array.from({ length: total }, (_, n) => JSON.stringify({ id: `c${n}`, word: `w${n}`, expected: `w${n}` })).join("\n");
    const suite = "schema_version: 1\nassertions: [{ type: equals }]\ndatasets: [{ path: many.jsonl }]\n";
    let started = 0;
    let finished = 0;
    let mostUnderWay = 0;
    const provider = echoProvider({
      answer: async () => {
        mostUnderWay = Math.max(mostUnderWay, (started += 1) - finished);
        await new Promise((resolve) => setImmediate(resolve));
        return undefined;
      },
    });
    const lab = evaluationLab({
      files: { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suite, "prompts/p/evals/many.jsonl": many },
      providers: [provider],
      evaluations: fileEvaluationStore(tempFolder()),
    });
    const results: WeakRef<object>[] = [];
    let mostAlive = 0;
    const { prompts } = await evaluate(lab.deps, lab.input({ concurrency: 7 }), (event) => {
      if (event.type !== "result") return;
      finished += 1;
      results.push(new WeakRef(event.result));
      if (finished % 1_000 !== 0) return;
      setImmediate(() => {
        collectGarbage();
        mostAlive = Math.max(mostAlive, results.filter((result) => result.deref() !== undefined).length);
      });
    });
    expect(prompts[0]?.evidence.totals.passed).toBe(total);
    expect(mostUnderWay).toBeLessThanOrEqual(7);
    expect(mostAlive).toBeLessThan(50);
  });
});

describe("evidence for a gate", () => {
  it("is found without a call when nothing changed, and made when something did", async () => {
    const provider = echoProvider();
    const lab = evaluationLab({ files, providers: [provider] });
    const [made] = await findEvidence(lab.deps, lab.input());
    const calls = provider.calls.length;
    const [found] = await findEvidence(lab.deps, lab.input());
    expect(found).toEqual(made);
    expect(provider.calls).toHaveLength(calls);
    const moved = echoProvider({ fingerprint: "echo/2" });
    await findEvidence({ ...lab.deps, openProvider: () => Promise.resolve(moved) }, lab.input());
    expect(moved.calls).toHaveLength(calls);
  });

  it("is not kept when it is incomplete or holds errors", async () => {
    let down = true;
    const provider = echoProvider({
      answer: (text) => {
        if (down && text === "w0") throw new ProviderError("server", "echo", "down");
        return undefined;
      },
    });
    const lab = evaluationLab({ files, providers: [provider] });
    await lab.evaluate({ cases: ["w1"] });
    expect((await findEvidence(lab.deps, lab.input()))[0]?.totals.errors).toBe(1);
    down = false;
    expect((await findEvidence(lab.deps, lab.input()))[0]?.totals.errors).toBe(0);
  });
});
