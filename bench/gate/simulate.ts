import type { EvidenceCase } from "../../src/core/eval/evidence.ts";
import { comparisonSteps } from "../../src/core/gates/comparison-steps.ts";
import type { CasePair } from "../../src/core/gates/decisive-cases.ts";
import { withDefaults } from "../../src/core/gates/effective-policy.ts";
import { isOver } from "../../src/core/gates/sequential/is-over.ts";
import { nextTurn } from "../../src/core/gates/sequential/next-turn.ts";
import { sequentialSteps } from "../../src/core/gates/sequential/sequential-steps.ts";
import { counterRandom } from "../../src/core/stats/counter-random.ts";
import type { GateScenario } from "./scenarios.ts";

/** Shares of all repetitions, but for `median`. */
export interface Simulated {
  /** That pass when every case is waited for. */
  readonly fixed: number;
  /** That pass when the same test is asked after every turn, until it passes. */
  readonly peeking: number;
  /** That pass in turn. */
  readonly sequential: number;
  /** Of the suite, how much was run in turn, on average. */
  readonly calls: number;
  /** So many cases were run in turn, at the median. */
  readonly median: number;
}

/** Gates on suites drawn anew in each repetition, the same for the same seed. */
export function simulate(scenario: GateScenario, repetitions: number, seed = 17): Simulated {
  const random = counterRandom(seed);
  const units = Array.from({ length: scenario.cases }, (_, at) => [`main/c${at}`]);
  const run: number[] = [];
  const passes = { fixed: 0, peeking: 0, sequential: 0 };
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const pairs = units.map((_, at) => pairOf(scenario, at, random(repetition, at) / 2 ** 32));
    const { ran, passed } = inTurn(scenario, pairs, units);
    run.push(ran);
    passes.sequential += passed ? 1 : 0;
    const [fixed, peeking] = byFixedTest(scenario, pairs, units);
    passes.fixed += fixed ? 1 : 0;
    passes.peeking += peeking ? 1 : 0;
  }
  const sorted = run.toSorted((a, b) => a - b);
  return {
    fixed: passes.fixed / repetitions,
    peeking: passes.peeking / repetitions,
    sequential: passes.sequential / repetitions,
    calls: run.reduce((sum, each) => sum + each, 0) / repetitions / scenario.cases,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

/** As the service goes: turn after turn until the report is the last. */
function inTurn({ mode }: GateScenario, pairs: readonly CasePair[], units: readonly string[][]): { readonly ran: number; readonly passed: boolean } {
  const policy = withDefaults({ mode }, false);
  for (let ran = 0; ;) {
    ran += nextTurn({ units }, ran).length;
    const steps = sequentialSteps("p", pairs.slice(0, ran), policy, { seed: "", units, calls: { planned: 0, made: 0 } });
    const passed = steps.every(({ outcome }) => outcome === "pass");
    const verdict = passed ? "pass" : steps.some(({ outcome }) => outcome === "fail") ? "fail" : "inconclusive";
    if (isOver({ verdict, steps }) || ran === pairs.length) return { ran, passed };
  }
}

function byFixedTest({ mode }: GateScenario, pairs: readonly CasePair[], units: readonly string[][]): readonly [fixed: boolean, peeking: boolean] {
  const policy = withDefaults({ mode }, false);
  const passes = (ran: number) => comparisonSteps("p", pairs.slice(0, ran), policy).every(({ outcome }) => outcome === "pass");
  let peeking = false;
  for (let ran = 0; ran < pairs.length && !peeking;) {
    ran += nextTurn({ units }, ran).length;
    peeking = passes(ran);
  }
  return [passes(pairs.length), peeking];
}

function pairOf({ gained, lost }: GateScenario, at: number, draw: number): CasePair {
  const side = (passed: boolean): EvidenceCase => ({
    suite: "main",
    case: `c${at}`,
    digest: `d${at}`,
    score: passed ? 1 : 0,
    pass_rate: passed ? 1 : 0,
    status: passed ? "pass" : "fail",
  });
  return { candidate: side(draw < gained || draw >= gained + lost), baseline: side(draw >= gained) };
}
