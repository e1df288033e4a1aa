import { expect, test } from "vitest";
import { leftByRollback } from "../../../src/core/release/left-by-rollback.ts";

const there = { environment: "production", prompt: "p" };

/** `1.0.0` promotes, `<1.0.0` rolls back to it. */
function events(...steps: readonly string[]) {
  let from: string | null = null;
  return steps.map((step, at) => {
    const to = step.replace("<", "");
    const changes = [{ ...there, from, to }];
    from = to;
    return { kind: step.startsWith("<") ? ("rollback" as const) : ("promote" as const), sequence: at + 1, changes };
  });
}

test.each<[string, readonly string[], string, number | undefined]>([
  ["what was never rolled back", ["1.0.0", "2.0.0"], "1.0.0", undefined],
  ["what was", ["1.0.0", "2.0.0", "<1.0.0"], "2.0.0", 3],
  ["what it went back to is not left", ["1.0.0", "2.0.0", "<1.0.0"], "1.0.0", undefined],
  ["what lay between is left, too", ["1.0.0", "2.0.0", "3.0.0", "<1.0.0"], "2.0.0", 4],
  ["once, and not again by a rollback that has nothing to do with it", ["1.0.0", "2.0.0", "<1.0.0", "3.0.0", "<1.0.0"], "2.0.0", 3],
  ["the last time counts", ["1.0.0", "2.0.0", "<1.0.0", "2.0.0", "<1.0.0"], "2.0.0", 5],
  ["forward to a version that was rolled back is a rollback away from what is live", ["1.0.0", "2.0.0", "<1.0.0", "<2.0.0"], "1.0.0", 4],
])("%s", (_, steps, version, left) => {
  expect(leftByRollback(events(...steps), { ...there, version })).toBe(left);
  expect(leftByRollback(events(...steps), { environment: "staging", prompt: "p", version })).toBeUndefined();
});
