import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gateScenarios, type GateScenario } from "../../../bench/gate/scenarios.ts";
import { simulateInTurn } from "../../../bench/gate/simulate.ts";
import { compareInTurn } from "../../../src/core/gates/sequential/compare-in-turn.ts";
import { unitsInTurn } from "../../../src/core/gates/sequential/units-in-turn.ts";
import { counterRandom } from "../../../src/core/stats/counter-random.ts";
import { BettingEProcess } from "../../../src/core/stats/betting-e-process.ts";

/** Of a share near 0.05 over so many lives, three standard deviations. */
const lives = 150;
const slack = 3 * Math.sqrt((0.05 * 0.95) / lives);

const those = (truth: GateScenario["truth"]) => gateScenarios.filter((each) => each.cases === 200 && each.truth === truth);

describe("a suite of 200", () => {
  test.each(those("wrong"))("$mode: $name: passes by luck as seldom as alpha says, however often one looks", (scenario) => {
    expect(simulateInTurn(scenario, lives).passed).toBeLessThan(0.05 + slack);
  });

  test.each(those("clear"))("$mode: $name: is decided as when all cases are run, with six tenths of the calls", (scenario) => {
    const { passed, calls } = simulateInTurn(scenario, lives);
    expect(calls).toBeLessThanOrEqual(0.6);
    if (scenario.gained > scenario.lost) expect(passed).toBeGreaterThan(0.85);
    else expect(passed).toBe(0);
  });
});

const policies = fc.record({
  mode: fc.constantFrom("no-regress" as const, "improve" as const),
  metric: fc.constantFrom("pass" as const, "score" as const),
  margin: fc.constantFrom(0, 0.05, 0.3, 1),
  alpha: fc.constantFrom(0.001, 0.05, 0.5),
});
const steps = fc.array(fc.constantFrom(-1, 0, 0, 0, 1), { minLength: 1, maxLength: 200 });

test("the answer does not depend on how many were run beyond it", () => {
  fc.assert(
    fc.property(policies, steps, fc.nat(50), (policy, differences, more) => {
      const of = { all: differences.length + more, largest: 1, epochs: 1 };
      const units = differences.map((difference) => [difference]);
      const whole = compareInTurn(units, of, policy);
      expect(compareInTurn(units.slice(0, whole.units), of, policy)).toEqual(whole);
      for (const evidence of Object.values(whole.evidence)) expect(Number.isFinite(evidence)).toBe(true);
    }),
  );
});

test.each([
  ["improve", "better", 0],
  ["no-regress", "not-worse", 0.05],
] as const)("of cases asked five times %s shows %s by luck as seldom as alpha says, however often one looks", (mode, code, loss) => {
  const random = counterRandom(31);
  let wrong = 0;
  for (let life = 0; life < lives; life += 1) {
    const units = Array.from({ length: 200 }, (_, unit) => {
      const lane = (at: number) => random(life, unit * 16 + at) / 2 ** 32;
      const chance = 0.3 + 0.7 * lane(15);
      const passed = (probability: number, from: number) => [0, 1, 2, 3, 4].filter((at) => lane(from + at) < probability).length;
      return [(passed(chance - loss, 5) - passed(chance, 0)) / 5];
    });
    const { shown } = compareInTurn(units, { all: units.length, largest: 1, epochs: 5 }, { mode, metric: "pass", margin: 0.05, alpha: 0.05 });
    if (shown === code) wrong += 1;
  }
  expect(wrong / lives).toBeLessThan(0.05 + slack);
});

test("of shares of epochs the mean decides, not how many rose: many small gains and the few large losses that cancel them show nothing", () => {
  const units = Array.from({ length: 40 }, () => [[0.2], [0.2], [0.2], [0.2], [-0.8]]).flat();
  const policy = { mode: "improve", metric: "pass", margin: 0.05, alpha: 0.05 } as const;
  const answer = compareInTurn(units, { all: units.length, largest: 1, epochs: 5 }, policy);
  expect(answer.shown).not.toBe("better");
  expect(answer.evidence.better).toBeLessThan(1);
  expect(compareInTurn(units, { all: units.length, largest: 1, epochs: 1 }, policy).shown).toBe("better");
});

test("the bets on the margin are fair where the loss is just as large as it", () => {
  fc.assert(
    fc.property(steps, fc.constantFrom(0.02, 0.05, 0.2), (before, margin) => {
      // A loss with the chance of the margin and nothing else: E[difference] = −margin.
      const after = (...next: readonly number[]) => {
        const process = new BettingEProcess([
          { share: 0.3, weight: 0.5 },
          { share: 0.98, weight: 0.5 },
        ]);
        for (const difference of [...before, ...next]) process.add((difference + margin) / (1 - margin));
        return Math.exp(process.log);
      };
      expect((margin * after(-1) + (1 - margin) * after(0)) / after()).toBeCloseTo(1, 9);
    }),
  );
});

test("a bet that could lose everything, and a value below what was agreed, are refused", () => {
  expect(() => new BettingEProcess([{ share: 1, weight: 1 }])).toThrow(RangeError);
  expect(() => new BettingEProcess([])).toThrow(RangeError);
  expect(() => new BettingEProcess([{ share: 0.5, weight: 1 }]).add(-1.01)).toThrow(RangeError);
});

test("the order follows from the seed alone, and groups stand together", () => {
  const cases = Array.from({ length: 40 }, (_, at) => ({ suite: "main", case: `c${at}`, ...(at % 10 === 0 ? { group: "tens" } : {}) }));
  const order = unitsInTurn("a", cases);
  expect(unitsInTurn("a", cases.toReversed()).map((unit) => unit.toSorted())).toEqual(order.map((unit) => unit.toSorted()));
  expect(unitsInTurn("b", cases)).not.toEqual(order);
  expect(order.flat().toSorted()).toEqual(cases.map((each) => `main/${each.case}`).toSorted());
  expect(order.find((unit) => unit.length > 1)).toHaveLength(4);
});
