import fc from "fast-check";
import { expect, test } from "vitest";
import { sumUpOutcomes } from "../../../src/core/release/sum-up-outcomes.ts";

const outcome = fc.record({
  unit: fc.constantFrom("a", "b", "c").map((letter) => letter.repeat(24)),
  at: fc.integer({ min: 0, max: 3 }).map((hour) => `2026-11-20T0${hour}:00:00.000Z`),
  values: fc.dictionary(fc.constantFrom("value", "polite"), fc.constantFrom(0, 0.25, 1), { minKeys: 1 }),
});

test("outcomes say the same in whatever order and however often they were recorded, and no unit counts twice", () => {
  const shuffled = fc
    .array(outcome, { minLength: 1, maxLength: 12 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
  fc.assert(
    fc.property(shuffled, ([all, others]) => {
      const told = sumUpOutcomes(all);
      expect(sumUpOutcomes(others)).toEqual(told);
      expect(sumUpOutcomes([...all, ...others])).toEqual({ ...told, recorded: 2 * all.length });
      for (const { units, mean } of told?.metrics ?? []) {
        expect(units).toBeLessThanOrEqual(told?.units ?? 0);
        expect(mean >= 0 && mean <= 1).toBe(true);
      }
    }),
  );
  expect(sumUpOutcomes([])).toBeUndefined();
});
