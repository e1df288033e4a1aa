import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assignArm } from "../../../src/core/experiment/assign-arm.ts";
import { countOutcomes } from "../../../src/core/experiment/count-outcomes.ts";
import { experimentFolder, experimentName, outcomesPath, parseExperimentName, startPath, stopPath } from "../../../src/core/experiment/experiment-name.ts";
import { judgeExperiment } from "../../../src/core/experiment/judge-experiment.ts";
import { outcomeRow } from "../../../src/core/experiment/outcome-row.ts";
import { outcomesDigest } from "../../../src/core/experiment/outcomes-digest.ts";
import { unitDigest } from "../../../src/core/experiment/unit-digest.ts";
import { checkRecord } from "../../../src/core/ledger/check-record.ts";
import type { ExperimentStart, Outcome } from "../../../src/core/ledger/experiment-records.ts";

const experiment = "billing/summarize@production~1";
const name = { prompt: "billing/summarize", environment: "production", nth: 1 };
const place = "billing/summarize@production";
const salt = "00112233445566778899aabbccddeeff";
const by = { name: "Ada", email: "ada@example.com" };
const version = (number: string) => ({ prompt: "billing/summarize", version: number, digest: "d".repeat(64), commit: "c".repeat(40) });
const start: ExperimentStart = {
  schema_version: 1,
  kind: "experiment",
  experiment,
  at: "2026-11-20T09:00:00.000Z",
  by,
  control: version("1.0.0"),
  candidate: version("1.1.0"),
  share: 0.5,
  salt,
  alpha: 0.05,
  guards: [{ name: "no-complaint", margin: 0.02 }],
};
const now = "2026-11-20T10:00:00.000Z";

describe("assignArm", () => {
  // Computed with Python's hmac.
  test.each([
    ["user-1", "control"],
    ["user-2", "candidate"],
    ["user-3", "control"],
    ["user-4", "candidate"],
    ["ünïcode 🙂", "control"],
  ])("%s gets %s", (unit, arm) => {
    expect(assignArm({ experiment, salt, share: 0.5 }, unit)).toBe(arm);
  });

  test("comes near its share, and who has the candidate keeps it when the share grows", () => {
    const units = Array.from({ length: 4000 }, (_, at) => `unit ${at}`);
    const candidates = (share: number) => units.filter((unit) => assignArm({ experiment, salt, share }, unit) === "candidate");
    expect(candidates(0.1).length / 4000).toBeCloseTo(0.1, 1);
    const some = new Set(candidates(0.3));
    expect(candidates(0.1).every((unit) => some.has(unit))).toBe(true);
  });
});

describe("names and places", () => {
  test("are functions of each other", () => {
    expect(experimentName(name)).toBe(experiment);
    expect(parseExperimentName(experiment)).toEqual(name);
    expect(experimentFolder(name)).toBe("experiments/production/billing/summarize~1");
    for (const wrong of ["", "a", "a@b", "a@b~0", "a@b~01", "../x@b~1", "a@B~1", "a@b~1~2", "a@b/c~1", `a@b~${"1".repeat(5)}`])
      expect(parseExperimentName(wrong)).toBeUndefined();
  });

  test("a record lies where its contents say, and nowhere else", () => {
    const outcomes: Outcome[] = [{ unit: unitDigest(place, "u"), arm: "control", value: 1, at: now }];
    const digest = outcomesDigest(outcomes);
    const records = [
      [startPath(name), start],
      [
        stopPath(name),
        { schema_version: 1, kind: "experiment-stop", experiment, at: now, by, verdict: "worse", reason: { code: "candidate-worse", message: "" } },
      ],
      [outcomesPath(name, digest), { schema_version: 1, kind: "experiment-outcomes", experiment, digest, outcomes }],
    ] as const;
    for (const [path, record] of records) {
      expect(checkRecord(path, JSON.stringify(record))).toEqual([]);
      expect(checkRecord(path.replace("~1", "~2"), JSON.stringify(record))).toMatchObject([{ check: "place" }]);
    }
    expect(checkRecord(outcomesPath(name, digest), JSON.stringify({ ...records[2][1], outcomes: [{ ...outcomes[0], value: 0.5 }] }))).toMatchObject([
      { check: "place" },
    ]);
    expect(checkRecord(startPath(name), JSON.stringify({ ...start, share: 2 }))).toMatchObject([{ check: "shape" }]);
  });
});

describe("a line of outcomes", () => {
  test("is one unit's outcome under its digest", () => {
    const arm = assignArm(start, "user-1");
    expect(outcomeRow({ unit: "user-1", value: "0.5", "no-complaint": "1", arm, at: "2026-11-20T09:30Z" }, start, now)).toEqual({
      unit: unitDigest(place, "user-1"),
      arm,
      value: 0.5,
      guards: { "no-complaint": 1 },
      at: "2026-11-20T09:30:00.000Z",
    });
    expect(outcomeRow({ unit: 7, value: true, arm: "" }, start, now)).toEqual({
      unit: unitDigest(place, "7"),
      arm: assignArm(start, "7"),
      value: 1,
      at: now,
    });
  });

  const other = assignArm(start, "u") === "control" ? "candidate" : "control";
  test.each([
    [{}, /has a `unit` and a `value`/],
    [{ unit: "u" }, /has a `unit` and a `value`/],
    [{ unit: "u", value: 1.5 }, /`value` cannot be 1\.5: it is a number from 0 to 1/],
    [{ unit: "u", value: "often" }, /`value` cannot be "often"/],
    [{ unit: "u", value: 1, arm: "b" }, /`arm` cannot be "b"/],
    [{ unit: "u", value: 1, arm: other }, /was assigned/],
    [{ unit: "u", value: 1, at: "yesterday" }, /`at` cannot be "yesterday": it is a time in UTC, such as/],
    [{ unit: "u", value: 1, at: "2026-11-20T08:00Z" }, /before the experiment began/],
    [{ unit: "u", value: 1, "no-complaint": 2 }, /`no-complaint` cannot be 2/],
    [{ unit: "u", value: 1, clicks: 2 }, /There is no column `clicks`/],
  ])("%j is refused", (cells, message) => {
    expect(outcomeRow(cells, start, now)).toMatch(message);
  });
});

describe("countOutcomes", () => {
  test("of a unit the earliest counts, in whatever order they come", () => {
    const outcome = fc.record({
      unit: fc.constantFrom("a", "b", "c", "d").map((unit) => unitDigest(place, unit)),
      value: fc.constantFrom(0, 0.1, 0.25, 1),
      at: fc.constantFrom("2026-11-20T10:00:00.000Z", "2026-11-20T11:00:00.000Z"),
    });
    const all = fc.array(outcome, { maxLength: 12 }).map((rows) => rows.map((row): Outcome => ({ ...row, arm: "control", guards: { g: row.value } })));
    fc.assert(
      fc.property(
        all.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }))),
        ([rows, other]) => {
          const counts = countOutcomes(rows);
          expect(countOutcomes(other)).toEqual(counts);
          expect(counts.control.value.n).toBe(new Set(rows.map(({ unit }) => unit)).size);
          expect(countOutcomes([...rows, ...rows])).toEqual(counts);
        },
      ),
    );
  });
});

describe("judgeExperiment", () => {
  const counts = (
    control: [number, number],
    candidate: [number, number],
    guard: [[number, number], [number, number]] = [
      [0, 0],
      [0, 0],
    ],
  ) => {
    const sample = ([sum, n]: [number, number]) => ({ n, sum });
    return {
      control: { value: sample(control), guards: { "no-complaint": sample(guard[0]) } },
      candidate: { value: sample(candidate), guards: { "no-complaint": sample(guard[1]) } },
    };
  };

  test.each([
    ["nothing yet", counts([0, 0], [0, 0]), "running", "not-enough-yet"],
    ["a little more", counts([60, 100], [65, 100]), "running", "not-enough-yet"],
    ["clearly more", counts([120, 200], [170, 200]), "better", "candidate-better"],
    ["clearly less", counts([170, 200], [120, 200]), "worse", "candidate-worse"],
    [
      "more, and a guard hurt",
      counts(
        [120, 200],
        [170, 200],
        [
          [199, 200],
          [150, 200],
        ],
      ),
      "harmful",
      "guard-harmed",
    ],
    [
      "a guard a little worse",
      counts(
        [60, 100],
        [65, 100],
        [
          [99, 100],
          [97, 100],
        ],
      ),
      "running",
      "not-enough-yet",
    ],
    ["outcomes lost in one arm", counts([120, 300], [170, 200]), "invalid", "sample-ratio-mismatch"],
  ])("%s", (_, given, verdict, code) => {
    expect(judgeExperiment(start, given)).toMatchObject({ verdict, reason: { code } });
  });

  test.each([
    [counts([1, 2], [0, 0]), "There is no outcome of the candidate yet, and 2 units of the other arm: nothing to compare."],
    [counts([0, 0], [1, 1]), "There is no outcome of control yet, and 1 unit of the other arm: nothing to compare."],
  ])("an arm without outcomes is named, and no difference is", (given, message) => {
    expect(judgeExperiment(start, given).reason).toEqual({ code: "not-enough-yet", message });
  });

  test("with all its units used up it ends undecided", () => {
    expect(judgeExperiment({ ...start, max_units: 200 }, counts([60, 100], [65, 100]))).toMatchObject({
      verdict: "inconclusive",
      reason: { code: "units-used-up" },
    });
    expect(judgeExperiment({ ...start, max_units: 400 }, counts([120, 200], [170, 200]))).toMatchObject({ verdict: "better" });
  });
});
