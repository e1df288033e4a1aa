import type { EvidenceCase } from "../../src/core/eval/evidence.ts";
import { comparisonSteps } from "../../src/core/gates/comparison-steps.ts";
import type { CasePair } from "../../src/core/gates/decisive-cases.ts";
import { withDefaults } from "../../src/core/gates/effective-policy.ts";
import { changeOf } from "../../src/core/gates/pair-changes.ts";
import { compareInTurn } from "../../src/core/gates/sequential/compare-in-turn.ts";
import { nextTurn } from "../../src/core/gates/sequential/next-turn.ts";
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
export function simulate(scenario: GateScenario, repetitions: number): Simulated {
  const { passed, calls, median } = simulateInTurn(scenario, repetitions);
  let [fixed, peeking] = [0, 0];
  for (const { pairs, units } of suitesOf(scenario, repetitions)) {
    const [waited, peeked] = byFixedTest(scenario, pairs, units);
    fixed += waited ? 1 : 0;
    peeking += peeked ? 1 : 0;
  }
  return { fixed: fixed / repetitions, peeking: peeking / repetitions, sequential: passed, calls, median };
}

/** The part of it that is quick. */
export function simulateInTurn(scenario: GateScenario, repetitions: number): { readonly passed: number } & Pick<Simulated, "calls" | "median"> {
  const answers = [...suitesOf(scenario, repetitions)].map(({ pairs, units }) => inTurn(scenario, pairs, units));
  const sorted = answers.map(({ ran }) => ran).toSorted((a, b) => a - b);
  return {
    passed: answers.filter(({ passed }) => passed).length / repetitions,
    calls: sorted.reduce((sum, ran) => sum + ran, 0) / repetitions / scenario.cases,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
  };
}

function* suitesOf(scenario: GateScenario, repetitions: number) {
  const random = counterRandom(17);
  const units = Array.from({ length: scenario.cases }, (_, at) => [`main/c${at}`]);
  for (let repetition = 0; repetition < repetitions; repetition += 1)
    yield { units, pairs: units.map((_, at) => pairOf(scenario, at, random(repetition, at) / 2 ** 32)) };
}

/** The answer in turn, and how many were run until it, since a turn is run whole. */
function inTurn({ mode }: Pick<GateScenario, "mode">, pairs: readonly CasePair[], units: readonly string[][]) {
  const policy = withDefaults({ mode }, false);
  const change = changeOf(policy.metric);
  const answer = compareInTurn(
    pairs.map((pair) => [change(pair)]),
    { all: units.length, largest: 1, epochs: 1 },
    policy,
  );
  let ran = 0;
  while (ran < answer.units) ran += nextTurn({ units }, ran).length;
  return { ran, passed: answer.shown === "not-worse" || answer.shown === "better" };
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
  return { cluster: String(at), candidate: side(draw < gained || draw >= gained + lost), baseline: side(draw >= gained) };
}
