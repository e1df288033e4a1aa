import { expect, test } from "vitest";
import { passRateChange } from "../../../src/core/trend/pass-rate-change.ts";
import { casesOf, evidenceOf, type PairGroup } from "../../helpers/paired-evidence.ts";

function versions(groups: readonly PairGroup[], kept = true) {
  const { baseline, candidate } = casesOf(groups);
  const of = (cases: typeof baseline) => ({
    point: { suites: [], passed: cases.filter(({ status }) => status === "pass").length, failed: cases.filter(({ status }) => status === "fail").length },
    evidence: kept ? evidenceOf("d", cases) : undefined,
  });
  return [of(baseline), of(candidate)] as const;
}

const groups: readonly PairGroup[] = [
  { count: 85, before: "pass", after: "pass" },
  { count: 6, before: "fail", after: "pass" },
  { count: 2, before: "pass", after: "fail" },
  { count: 7, before: "fail", after: "fail" },
];

test("case by case where both sides are kept: Tango's bounds, and who gained and lost", () => {
  const change = passRateChange(...versions(groups));
  // Tango's 95 % interval for 6 gained and 2 lost of 100: the roots of its score at ±1.96, found elsewhere by bisection.
  expect(change).toMatchObject({ method: "mcnemar-tango", difference: 0.04, gained: 6, lost: 2 });
  expect(change?.interval[0]).toBeCloseTo(-0.0190973, 7);
  expect(change?.interval[1]).toBeCloseTo(0.1082152, 7);
});

test("from the sums alone: Newcombe's, which is wider", () => {
  const change = passRateChange(...versions(groups, false));
  // Newcombe's 95 % interval for 91 of 100 against 87 of 100, from Wilson's of each: 0.04 − √((0.91 − l₁)² + (u₂ − 0.87)²).
  expect(change).toMatchObject({ method: "newcombe", difference: expect.closeTo(0.04, 12) });
  expect(change).not.toHaveProperty("gained");
  expect(change?.interval[0]).toBeCloseTo(-0.0492779, 7);
  expect(change?.interval[1]).toBeCloseTo(0.1301472, 7);
});

test("nothing where a side has no case with a score", () => {
  expect(passRateChange(...versions([{ count: 3, before: "error", after: "pass" }], false))).toBeUndefined();
});

test("cases that come in groups count as groups", () => {
  const grouped: readonly PairGroup[] = ["a", "b", "c", "d"].flatMap((group) => [
    { count: 3, before: "fail", after: "pass", group },
    { count: 3, before: "pass", after: "pass", group },
  ]);
  expect(passRateChange(...versions(grouped))).toMatchObject({ method: "sign-flip-t", difference: 0.5 });
});
