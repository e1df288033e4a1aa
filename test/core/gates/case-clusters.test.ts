import fc from "fast-check";
import { expect, test } from "vitest";
import { caseClusters } from "../../../src/core/gates/case-clusters.ts";
import { caseKey } from "../../../src/core/gates/case-key.ts";

const cases = fc.uniqueArray(
  fc.record(
    {
      suite: fc.constantFrom("core", "challenge-train", "challenge-train-core"),
      case: fc.constantFrom("a", "b", "c", "d", "e"),
      group: fc.constantFrom("g", "near-0123456789ab"),
      digest: fc.constantFrom("1", "2", "3", "4", "5"),
    },
    { requiredKeys: ["suite", "case", "digest"] },
  ),
  { selector: caseKey, minLength: 1, maxLength: 15 },
);
const contents = fc.dictionary(fc.constantFrom("core/a", "core/b", "challenge-train/a", "challenge-train-core/c"), fc.constantFrom("x", "y"));

test("whatever ties two cases ties everything that is tied to them, and the order of cases decides nothing", () => {
  fc.assert(
    fc.property(cases, contents, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (all, asked, lots) => {
      const known = new Map(Object.entries(asked));
      const clusterOf = caseClusters(all, known);
      const asks = (each: (typeof all)[number]) => known.get(caseKey(each)) ?? each.digest;
      for (const one of all)
        for (const other of all) {
          const tied =
            asks(one) === asks(other) || (one.group !== undefined && one.group === other.group && (one.suite === other.suite || one.group.startsWith("near-")));
          if (tied) expect(clusterOf(one)).toBe(clusterOf(other));
        }
      const shuffled = all
        .map((each) => ({ each, lot: lots.next().value }))
        .sort((a, b) => a.lot - b.lot)
        .map(({ each }) => each);
      const again = caseClusters(shuffled, known);
      for (const each of all) expect(again(each)).toBe(clusterOf(each));
    }),
  );
});

test("cases that nothing ties are each their own", () => {
  const apart = [
    { suite: "a", case: "1", digest: "x" },
    { suite: "a", case: "2", digest: "y" },
    { suite: "b", case: "1" },
    { suite: "b", case: "2", group: "g" },
    { suite: "a", case: "3", group: "g" },
  ];
  expect(new Set(apart.map(caseClusters(apart))).size).toBe(5);
});

test("twenty thousand copies of one question are found in no time", () => {
  const many = Array.from({ length: 20_000 }, (_, at) => ({ suite: `s${at % 50}`, case: `c${at}`, digest: `d${at >> 1}`, group: `g${at % 7}` }));
  expect(new Set(many.map(caseClusters(many))).size).toBeGreaterThan(0);
});
