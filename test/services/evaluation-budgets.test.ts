import { describe, expect, test } from "vitest";
import type { Config } from "../../src/core/model/config.ts";
import { SpendingRecord } from "../../src/core/ledger/spending-record.ts";
import { BudgetState } from "../../src/core/ledger/state-records.ts";
import { foldState } from "../../src/core/ledger/fold-state.ts";
import type { Journal } from "../../src/ports/journal.ts";
import type { LedgerStore } from "../../src/ports/ledger-store.ts";
import { evaluate } from "../../src/services/evaluate.ts";
import { evaluateInTurns, type CaseInTurn } from "../../src/services/evaluation/evaluate-in-turns.ts";
import { recordIn } from "../../src/services/run-due/read-record.ts";
import { metricsPrometheus } from "../../src/reporters/metrics/metrics-prometheus.ts";
import { metricsText } from "../../src/reporters/metrics/metrics-text.ts";
import { metrics } from "../../src/services/metrics.ts";
import { verifyLedger } from "../../src/services/ledger/verify-ledger.ts";
import { embeddingProvider } from "../helpers/embedding-provider.ts";
import { echoProvider } from "../helpers/echo-provider.ts";
import { evaluationLab, memoryCache, promptYaml, suiteYaml, type LabOptions } from "../helpers/evaluation-lab.ts";
import { ledgerPlace } from "../helpers/ledger-place.ts";
import { memoryEvaluationStore } from "../helpers/memory-evaluation-store.ts";
import { memoryDisk, memoryJournal } from "../helpers/memory-journal.ts";
import { memoryIndex } from "../helpers/memory-index.ts";
import { memoryLedger, memoryRemote } from "../helpers/memory-ledger.ts";
import { tempRepo } from "../helpers/temp-repo.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";

/** Billionths of a dollar that one answer of the lab costs. */
const each = 20_000;
const words = ["a", "b", "c"];

interface Options extends LabOptions {
  readonly budgets?: Config["budgets"];
  readonly ledger?: LedgerStore;
}

async function lab({ budgets, ledger = memoryLedger(foldState), ...options }: Options = {}) {
  const git = await openGitRepo((await tempRepo()).root);
  const made = evaluationLab({
    files: { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(words) },
    ...options,
    config: { evaluation: { budgets: true }, ...(budgets === undefined ? {} : { budgets }), ...options.config },
  });
  const disk = memoryDisk();
  let processes = 0;
  const process = (): Journal => memoryJournal(disk, `${(processes += 1)}`, made.deps.clock);
  const budgetsOf = (journal: Journal) => () =>
    Promise.resolve({ git, openLedger: () => Promise.resolve(ledger), journal, random: { hex: () => "0123456789abcdef", next: () => 0 }, host: "here" });
  const { cache } = options;
  const inBudgets = (journal = process()) => ({ ...made.deps, ...(cache && { openCache: () => Promise.resolve(cache) }), budgets: budgetsOf(journal) });
  return {
    ...made,
    ledger,
    disk,
    git,
    process,
    inBudgets,
    run: (given = {}, journal = process()) => evaluate(inBudgets(journal), made.input(given)),
    async records() {
      const found: SpendingRecord[] = [];
      for await (const { path, text } of (await ledger.view()).records("spending")) found.push(recordIn(SpendingRecord, path, text));
      return found;
    },
    async state(scope: string) {
      const path = `state/budgets/${scope}.json`;
      const text = await (await ledger.view()).read(path);
      return text === undefined ? undefined : recordIn(BudgetState, path, text);
    },
  };
}

const none = { calls: 0, tokens: 0, nano_usd: 0 };

describe("an evaluation that counts in budgets", () => {
  test("reserves nothing for cases that earlier evidence proves, also in turns", async () => {
    const evaluations = memoryEvaluationStore();
    const suite = (given: readonly string[]) => ({ "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(given) });
    await (await lab({ evaluations })).run();
    const { run, records } = await lab({ evaluations, files: suite(["a", "b", "d"]) });
    await run({ reuse: {} });
    const turns = await lab({ evaluations, files: suite(["a", "c", "e", "f"]) });
    const begin = (cases: readonly CaseInTurn[], planned: number) => {
      expect(planned).toBe(2);
      const left = [...cases];
      return { next: () => left.splice(0, 1) };
    };
    const [outcome] = await evaluateInTurns(turns.inBudgets(), turns.input({ reuse: {} }), begin);
    expect(outcome?.evidence).toMatchObject({ complete: true, totals: { cases: 4, passed: 4, calls: 2, reused: 2 } });
    for (const [all, calls] of [
      [await records(), 1],
      [await turns.records(), 2],
    ] as const) {
      expect(all.map(({ step }) => step)).toEqual(["reserved", "settled"]);
      expect(all.map(({ reserved }) => reserved[0]?.amount.calls)).toEqual([calls, calls]);
    }
  });

  test("reserves the most it may take, in every scope, and settles what it used", async () => {
    const { run, ledger, records, state, disk } = await lab();
    expect(await run()).toMatchObject({ verdict: "pass" });
    const [reserved, settled] = await records();
    expect(reserved).toMatchObject({ step: "reserved", nth: 1 });
    expect(reserved?.reserved.map(({ scope }) => scope)).toEqual(["all", "namespace/p", "provider/echo"]);
    expect(reserved?.reserved[0]?.amount).toMatchObject({ calls: 3 });
    expect(reserved?.reserved[0]?.amount.nano_usd).toBeGreaterThan(3 * each);
    expect(settled).toMatchObject({ step: "settled", reserved: reserved?.reserved });
    for (const scope of ["all", "namespace/p", "provider/echo"])
      expect(await state(scope)).toMatchObject({
        day: { used: { calls: 3, nano_usd: 3 * each }, reserved: none },
        month: { used: { calls: 3 }, reserved: none },
      });
    expect(disk.files.size).toBe(0);
    expect((await ledger.view()).tip).toBeDefined();
  });

  test("counts nowhere unless the project says so, and writes nothing", async () => {
    const { run, ledger } = await lab({ config: { evaluation: {} }, budgets: { all: { day: { calls: 1 } } } });
    expect(await run()).toMatchObject({ verdict: "pass" });
    expect((await ledger.view()).tip).toBeUndefined();
  });

  test("that does not fit asks nobody, and is a record with the numbers; the next one that fits is run", async () => {
    const provider = echoProvider();
    const { run, records, state } = await lab({ providers: [provider], budgets: { namespaces: { p: { day: { calls: 4 } } } } });
    expect(await run()).toMatchObject({ verdict: "pass" });
    await expect(run({ useCache: false })).rejects.toMatchObject({
      code: "blocked-evaluation",
      exit: "no",
      message: "The budget of namespace p per day allows 4 calls: 3 calls used or reserved, and this evaluation may take 3 calls.",
    });
    expect((await records()).filter(({ step }) => step === "blocked")).toMatchObject([{ reserved: [], reason: { code: "budget" } }]);
    expect(await state("all")).toMatchObject({ day: { used: { calls: 3 }, reserved: none } });
    expect(await run({ cases: ["a"] })).toMatchObject({ verdict: "pass" });
    expect(await state("all")).toMatchObject({ day: { used: { calls: 4 } } });
  });

  test("does not heed what a run may take, and heeds a cap of its own", async () => {
    const usd = (3 * each) / 1e9;
    const { run, records } = await lab({ budgets: { all: { run: { calls: 1 }, day: { usd } } } });
    await expect(run()).rejects.toMatchObject({ code: "blocked-evaluation", message: expect.stringContaining("per day allows $0.00006") });
    await run({ maxCostUsd: usd });
    expect((await records()).map(({ step }) => step).sort()).toEqual(["blocked", "reserved", "settled"]);
  });

  test("reserves rivals and embeddings too, each where it is asked", async () => {
    const providers = [echoProvider(), echoProvider({ name: "rival" }), echoProvider({ name: "judge" }), embeddingProvider()];
    const asserted =
      "assertions: [{ type: pairwise, criteria: Better?, against: rival/dear, model: judge/j }, { type: similar, value: x, threshold: 0, weight: 0, model: vectors/v }]";
    const files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(words).replace("assertions: [{ type: equals }]", asserted) };
    const prices = {
      "echo/one": { input: 1, output: 2 },
      "judge/j": { input: 1, output: 1 },
      "rival/dear": { input: 1, output: 1_000 },
      "vectors/v": { input: 1_000, output: 0 },
    };
    const dear = await lab({ files, providers, config: { prices }, budgets: { all: { day: { usd: 0.5 } } } });
    await expect(dear.run()).rejects.toMatchObject({ code: "blocked-evaluation" });
    const { run, records } = await lab({ files, providers, config: { prices } });
    await run();
    const amountOf = (scope: string) => records().then(([reserved]) => reserved?.reserved.find((each) => each.scope === scope)?.amount);
    // Three answers of 1,024 tokens, at $1,000 a million.
    expect((await amountOf("provider/rival"))?.nano_usd).toBeGreaterThan(3 * 1_024 * 1_000_000);
    expect((await amountOf("provider/vectors"))?.nano_usd).toBeGreaterThan(3 * 1_024 * 1_000_000);
    expect((await amountOf("all"))?.calls).toBe(3 + 3 + 3 * 2 * 2 + 3);
  });

  test("counts tokens that a provider does not tell as they were reserved", async () => {
    const { run, records } = await lab({ providers: [echoProvider({ answer: () => ({ usage: undefined }) })] });
    await run();
    const [reserved, settled] = await records();
    expect(reserved?.reserved[0]?.amount.tokens).toBeGreaterThan(0);
    expect(settled?.used?.[0]?.amount.tokens).toBe(reserved?.reserved[0]?.amount.tokens);
  });

  test("that has all answers asks for nothing", async () => {
    const { run, records } = await lab({ cache: memoryCache() });
    await run();
    await run();
    expect(await records()).toHaveLength(2);
  });

  test("counts calls that fail, and money that nobody knows as it was reserved", async () => {
    const silent = { ...echoProvider(), call: () => Promise.reject(new (class extends Error {})("never")) };
    const { run, records } = await lab({ providers: [silent] });
    await expect(run()).rejects.toThrow("never");
    expect((await records()).at(-1)).toMatchObject({ step: "settled" });
    expect((await records()).at(-1)?.used?.[0]?.amount.calls).toBeGreaterThan(0);
  });

  test("that was killed is settled by whoever comes next, as if it had used everything", async () => {
    const { run, records, state, disk, process } = await lab();
    const dead = process();
    const dying: Journal = {
      ...dead,
      append: (step, subject, data) => (step === "spent" ? Promise.reject(new Error("killed")) : dead.append(step, subject, data)),
    };
    await expect(run({}, dying)).rejects.toThrow("killed");
    expect(await state("all")).toMatchObject({ day: { used: none, reserved: { calls: 3 } } });
    for (const name of disk.files.keys()) disk.alive.delete(name);
    await run({ cases: ["a"] });
    const [reserved, settled] = await records();
    expect(settled).toMatchObject({ step: "settled", used: reserved?.reserved });
    expect(await state("all")).toMatchObject({ day: { used: { calls: 4 }, reserved: none } });
    expect(disk.files.size).toBe(0);
  });

  test("whose last word could not be shared is settled by what it had noted, and only once", async () => {
    const remote = memoryRemote();
    const ledger = memoryLedger(foldState, remote);
    const { run, records, state, disk, process } = await lab({ ledger });
    const noting = process();
    const losing: Journal = {
      ...noting,
      append: async (step, subject, data) => {
        await noting.append(step, subject, data);
        if (step === "spent") remote.reachable = false;
      },
    };
    expect(await run({}, losing)).toMatchObject({ verdict: "pass" });
    for (const name of disk.files.keys()) disk.alive.delete(name);
    remote.reachable = true;
    for (let nth = 0; nth < 2; nth += 1) await run({ cases: ["a"] });
    expect((await records()).filter(({ step }) => step === "settled")).toHaveLength(3);
    expect(await state("all")).toMatchObject({ day: { used: { calls: 5, nano_usd: 5 * each }, reserved: none } });
    expect(disk.files.size).toBe(0);
  });

  test("case by case: reserves for all of them, and settles those that were asked", async () => {
    const made = await lab();
    const outcomes = await evaluateInTurns(made.inBudgets(), made.input(), (cases) => ({ next: (_, answers) => (answers === 0 ? cases.slice(0, 1) : []) }));
    expect(outcomes).toHaveLength(1);
    const [reserved] = await made.records();
    expect(reserved?.reserved[0]?.amount.calls).toBe(3);
    expect(await made.state("all")).toMatchObject({ day: { used: { calls: 1 }, reserved: none } });
  });

  test("is sound in a real ledger, and in the figures", async () => {
    const place = await ledgerPlace((await tempRepo()).root);
    const { run, deps } = await lab({ ledger: place.ledger, budgets: { all: { day: { calls: 4 } } } });
    await run();
    await expect(run()).rejects.toMatchObject({ code: "blocked-evaluation" });
    expect(await verifyLedger(place, false)).toMatchObject({ sound: true, records: 3 });
    expect(await place.index.totals()).toMatchObject({ kinds: { spending: { records: 3 } } });
    for (const index of [place.index, memoryIndex(place.ledger)]) {
      expect(await index.spending({ step: "blocked" })).toHaveLength(1);
      const figures = await metrics({ index, clock: deps.clock }, { since: undefined, withinMinutes: 15 });
      expect(figures.evaluations).toMatchObject({
        settled: 1,
        blocked: 1,
        scopes: [{ scope: "all", calls: 3, cost_nano_usd: 3 * each }, { scope: "namespace/p" }, { scope: "provider/echo" }],
      });
      expect(metricsText(figures, { width: 100, color: false })).toMatch(/1 evaluation, 1 blocked +calls +tokens +cost\nall +3 /);
      expect(metricsPrometheus(figures)).toContain('promptops_evaluation_calls{scope="namespace/p"} 3\n');
    }
  });
});
