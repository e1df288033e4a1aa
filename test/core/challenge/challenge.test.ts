import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { buildChallenge } from "../../../src/core/challenge/build-challenge.ts";
import { contentDigest, hasHardLabel, type ChallengeCase } from "../../../src/core/challenge/challenge-case.ts";
import { challengeGaps } from "../../../src/core/challenge/challenge-gaps.ts";
import { challengeSplits, placeKey, type ChallengeSplit } from "../../../src/core/challenge/challenge-split.ts";
import { challengeSuites, goneIn, splitOfSuite } from "../../../src/core/challenge/challenge-suites.ts";
import { dealSplits, type DealtCluster } from "../../../src/core/challenge/deal-splits.ts";
import { minHash, resemblance, shinglesOf } from "../../../src/core/challenge/min-hash.ts";
import { nearDuplicates } from "../../../src/core/challenge/near-duplicates.ts";
import { keyedFraction } from "../../../src/core/identity/keyed-fraction.ts";

const prompt = "billing/summarize";
const plan = { prompt, key: "key", randomShare: 0.3, earlier: new Map<string, ChallengeSplit>() };
const equals = { type: "equals", value: "ok" };
const rubric = { type: "rubric", value: "Is it kind?" };

function aCase(text: string, more: Partial<ChallengeCase> = {}): ChallengeCase {
  return {
    name: `core/${text.slice(0, 20)}`,
    inputs: { text },
    history: [],
    expected: undefined,
    assertions: [equals],
    settings: undefined,
    tags: [],
    group: undefined,
    mustPass: false,
    sources: [],
    remarks: [],
    ...more,
  };
}

/** Words that have nothing in common with those of another number. */
const wordy = (at: number) => Array.from({ length: 12 }, (_, word) => `w${at}x${word}`).join(" ");

describe("keyedFraction", () => {
  // Computed with Python: int(hmac.new(key, message, sha256).hexdigest()[:12], 16) / 2**48
  test.each([
    ["", "", 0.7112335921338655],
    ["key", "The quick brown fox jumps over the lazy dog", 0.9677202674068432],
    ["schlüssel", "grün", 0.1695741251174816],
  ])("of %j and %j", (key, message, expected) => {
    const got = keyedFraction(key, message);
    expect(got).toBeCloseTo(expected, 12);
    expect(got).toBe(keyedFraction(key, message));
    expect(got).toBeGreaterThanOrEqual(0);
    expect(got).toBeLessThan(1);
  });
});

describe("dealing", () => {
  const cluster = (at: number, more: Partial<DealtCluster> = {}): DealtCluster => ({
    least: contentDigest({ inputs: { text: String(at) }, history: [] }),
    size: 1,
    sources: new Set(["failed-case"]),
    fixed: undefined,
    sealable: true,
    ...more,
  });
  const deal = (clusters: readonly DealtCluster[]) => dealSplits(clusters, { key: "key", prompt });
  const countsOf = (splits: readonly ChallengeSplit[]) => challengeSplits.map((split) => splits.filter((each) => each === split).length);

  test("the order follows from key, prompt and question: test vectors", () => {
    const letters = ["a", "b", "c", "d", "e", "f"];
    const clusters = letters.map((text) => cluster(0, { least: contentDigest({ inputs: { text }, history: [] }) }));
    expect(Object.fromEntries(letters.map((text, at) => [text, deal(clusters).splits[at]]))).toMatchInlineSnapshot(`
      {
        "a": "validation",
        "b": "train",
        "c": "train",
        "d": "train",
        "e": "train",
        "f": "holdout",
      }
    `);
  });

  test.each([
    [1, [1, 0, 0]],
    [2, [1, 1, 0]],
    [4, [2, 1, 1]],
    [8, [5, 2, 1]],
    [19, [11, 4, 4]],
    [50, [30, 10, 10]],
  ])("%d questions come as near to the shares as whole ones can", (count, expected) => {
    expect(countsOf(deal(Array.from({ length: count }, (_, at) => cluster(at))).splits)).toEqual(expected);
  });

  test("in every source and in the whole, however few and however large they are", () => {
    const sources = fc.constantFrom("failed-case", "bad-feedback", "golden", "random");
    fc.assert(
      fc.property(fc.array(sources, { minLength: 1, maxLength: 120 }), (all) => {
        const clusters = all.map((source, at) => cluster(at, { sources: new Set([source]) }));
        const { splits } = deal(clusters);
        const near = (counts: number[], n: number) => counts.forEach((count, at) => expect(Math.abs(count - [0.6, 0.2, 0.2][at]! * n)).toBeLessThan(2.5));
        near(countsOf(splits), all.length);
        for (const source of new Set(all)) {
          const mine = splits.filter((_, at) => all[at] === source);
          near(countsOf(mine), mine.length);
        }
      }),
    );
  });

  test("what is placed stays, what comes later fills what is lacking, and nothing unsealable is sealed", () => {
    const kinds = fc.record({ sealable: fc.boolean(), size: fc.integer({ min: 1, max: 4 }), golden: fc.boolean() });
    fc.assert(
      fc.property(fc.array(kinds, { minLength: 1, maxLength: 60 }), fc.nat(59), (all, known) => {
        const clusters = all.map(({ sealable, size, golden }, at) => cluster(at, { sealable, size, sources: new Set([golden ? "golden" : "failed-case"]) }));
        const first = clusters.slice(0, known);
        const before = deal(first).splits;
        const { splits } = deal(clusters.map((each, at) => ({ ...each, fixed: before[at] })));
        expect(splits.slice(0, first.length)).toEqual(before);
        splits.forEach((split, at) => expect(split === "holdout" && !all[at]!.sealable).toBe(false));
      }),
    );
    const lopsided = Array.from({ length: 20 }, (_, at) => cluster(at, { fixed: at < 10 ? "train" : undefined }));
    expect(countsOf(deal(lopsided).splits)).toEqual([12, 4, 4]);
  });
});

describe("near duplicates", () => {
  test("resemblance estimates what two sets have in common", () => {
    const set = (from: number, to: number) => new Set(Array.from({ length: to - from }, (_, at) => `member ${from + at}`));
    expect(resemblance(minHash(set(0, 100)), minHash(set(0, 100)))).toBe(1);
    expect(resemblance(minHash(set(0, 100)), minHash(set(200, 300)))).toBeLessThan(0.05);
    // 50 of 150 in common.
    expect(resemblance(minHash(set(0, 100)), minHash(set(50, 150)))).toBeCloseTo(1 / 3, 0.9);
  });

  test("case, punctuation and one word of many make no other text; other words do", () => {
    const long = `${wordy(1)} ${wordy(2)} ${wordy(3)}`;
    expect(nearDuplicates([long, `${long.toUpperCase()}!`, `${long} really`, wordy(4)])).toEqual([[0, 1, 2], [3]]);
    expect(nearDuplicates(["1", "2", "10"])).toEqual([[0], [1], [2]]);
    expect(shinglesOf("One, two")).toEqual(new Set(["one two"]));
  });

  test("what was put together stays together", () => {
    expect(nearDuplicates([wordy(1), wordy(2), wordy(3)], ["g", undefined, "g"])).toEqual([[0, 2], [1]]);
    expect(nearDuplicates([])).toEqual([]);
  });
});

describe("buildChallenge", () => {
  test("nothing hard is no set", () => {
    expect(buildChallenge([], plan)).toBeUndefined();
    expect(buildChallenge([aCase("a"), aCase("b")], plan)).toBeUndefined();
  });

  test("the same cases in any order make the same set", () => {
    const text = fc.constantFrom("a", "b", wordy(1), `${wordy(1)} ${wordy(2)} ${wordy(3)}`, `${wordy(1)} ${wordy(2)} ${wordy(3)} more`, wordy(5), wordy(6));
    const source = fc.constantFrom("failed-case", "golden", "bad-feedback", undefined);
    const one = fc.record({ text, source, at: fc.nat(3), group: fc.constantFrom(undefined, "g"), assertion: fc.constantFrom(equals, rubric) });
    const cases = fc
      .array(one, { maxLength: 12 })
      .map((all) =>
        all.map(({ text: said, source: from, at, group, assertion }) =>
          aCase(said, { name: `core/${at}`, group, assertions: [assertion], sources: from === undefined ? [] : [from], remarks: at === 0 ? [`r${at}`] : [] }),
        ),
      );
    const shuffled = cases.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const [first, second] = [buildChallenge(all, plan), buildChallenge(other, plan)];
        expect(second).toEqual(first);
        if (first !== undefined) expect(challengeSuites(prompt, "challenge", first)).toEqual(challengeSuites(prompt, "challenge", second!));
      }),
      { numRuns: 60 },
    );
  });

  test("at least the share is drawn at random, hard cases not excepted, and no more than it takes", () => {
    const known = Array.from({ length: 100 }, (_, at) => aCase(wordy(at), { sources: at < 40 ? ["failed-case"] : [] }));
    const set = buildChallenge(known, plan)!;
    expect(set.drawn / set.cases.length).toBeGreaterThanOrEqual(0.3);
    expect((set.drawn - 1) / set.cases.length).toBeLessThan(0.3);
    expect(set.cases.filter(({ sources }) => sources.includes("failed-case"))).toHaveLength(40);
    const allHard = buildChallenge(known.slice(0, 40), plan)!;
    expect(allHard.cases).toHaveLength(40);
    expect(allHard.drawn).toBe(12);
  });

  test("the same question with the same expectation is one case with all its reasons and checks; with another it is two", () => {
    const set = buildChallenge(
      [
        aCase("a", { sources: ["failed-case"], remarks: ["Ada says bad"] }),
        aCase("a", { name: "run/x", sources: ["bad-feedback"], assertions: [rubric], mustPass: true }),
        aCase("a", { expected: "other" }),
      ],
      { ...plan, randomShare: 1 },
    )!;
    expect(set).toMatchObject({ merged: 1, clusters: 1 });
    expect(set.cases).toHaveLength(2);
    expect(set.cases.find(({ expected }) => expected === undefined)).toMatchObject({
      sources: ["failed-case", "bad-feedback", "random"],
      assertions: [equals, rubric],
      mustPass: true,
      remarks: ["Ada says bad"],
    });
    expect(new Set(set.cases.map(({ split }) => split)).size).toBe(1);
  });

  test("variants are in one split, and the holdout has nothing that only a model can judge", () => {
    const known = Array.from({ length: 60 }, (_, at) => {
      const text = `${wordy(at)} ${wordy(100 + at)} ${wordy(200 + at)}`;
      return [
        aCase(text, { sources: ["failed-case"], name: `a/${at}` }),
        aCase(`${text} indeed`, { assertions: at % 2 === 0 ? [rubric] : [equals], sources: ["golden"], name: `b/${at}` }),
      ];
    }).flat();
    const set = buildChallenge(known, plan)!;
    expect(set.clusters).toBe(60);
    for (const members of Map.groupBy(set.cases, ({ cluster }) => cluster).values()) {
      expect(members).toHaveLength(2);
      expect(members[0]?.split).toBe(members[1]?.split);
    }
    const holdout = set.cases.filter(({ split }) => split === "holdout");
    expect(holdout.length).toBeGreaterThan(0);
    expect(holdout.every(({ assertions }) => hasHardLabel(assertions))).toBe(true);
    expect(set.withoutLabel).toBeGreaterThan(0);
  });

  test("a case stays where it was, also when more come; one that was learned from is sealed no more", () => {
    const known = Array.from({ length: 80 }, (_, at) => aCase(`${wordy(at)} ${wordy(100 + at)} ${wordy(200 + at)}`, { sources: ["failed-case"] }));
    const first = buildChallenge(known.slice(0, 40), plan)!;
    const earlier = new Map(first.cases.map(({ content, split }) => [placeKey(content), split]));
    const second = buildChallenge([...known, ...known.map((each) => ({ ...each, inputs: { text: `0 ${String(each.inputs["text"])}` } }))], {
      ...plan,
      earlier,
    })!;
    const now = new Map(second.cases.map(({ content, split }) => [placeKey(content), split]));
    for (const [content, split] of earlier) expect(now.get(content)).toBe(split);

    const pair = [
      aCase(`${wordy(1)} ${wordy(2)} ${wordy(3)}`, { sources: ["golden"] }),
      aCase(`${wordy(1)} ${wordy(2)} ${wordy(3)} x`, { sources: ["golden"] }),
    ];
    const apart = new Map<string, ChallengeSplit>([
      [placeKey(contentDigest(pair[0]!)), "holdout"],
      [placeKey(contentDigest(pair[1]!)), "train"],
    ]);
    expect(buildChallenge(pair, { ...plan, earlier: apart })!.cases.map(({ split }) => split)).toEqual(["train", "train"]);
  });

  test("where a case was is remembered when it is in no set any more", () => {
    const set = buildChallenge(
      Array.from({ length: 8 }, (_, at) => aCase(wordy(at), { sources: ["golden"] })),
      plan,
    )!;
    const gone = new Map<string, ChallengeSplit>([
      ["0123456789abcdef", "holdout"],
      ["fedcba9876543210", "train"],
    ]);
    const suites = challengeSuites(prompt, "challenge", set, gone);
    const read = suites.flatMap(({ text }) => goneIn(parse(text) as Record<string, unknown>));
    expect(new Map(read)).toEqual(gone);
    expect(goneIn({ "x-challenge": { gone: { train: 5, holdout: [null], other: ["x"] } } })).toEqual([]);
    expect(goneIn({ "x-challenge": "x" })).toEqual([]);
  });

  test("a part that is empty or too small is told, and what to do", () => {
    const of = (count: number, assertions = [equals] as ChallengeCase["assertions"]) => {
      const set = buildChallenge(
        Array.from({ length: count }, (_, at) => aCase(wordy(at), { sources: ["golden"], assertions })),
        plan,
      )!;
      return challengeGaps(set, prompt);
    };
    expect(of(25)).toEqual([]);
    expect(of(3).map(({ split, questions }) => [split, questions])).toEqual([
      ["train", 2],
      ["validation", 1],
      ["holdout", 0],
    ]);
    expect(of(8).find(({ split }) => split === "holdout")).toMatchObject({
      questions: 1,
      message: "holdout has 1 question: with fewer than 5 no gain or loss can be shown by it.",
      hint: expect.stringMatching(/^Find 17 or more further questions: .*promptops eval billing\/summarize/),
    });
    expect(of(40, [rubric])).toMatchObject([{ split: "holdout", questions: 0, hint: expect.stringContaining("an assertion that needs neither") }]);
  });

  test("suites with rules of their own keep them", () => {
    const settings = { suite: "strict", threshold: 0.5 };
    const set = buildChallenge([aCase("a", { sources: ["golden"] }), aCase("b", { sources: ["golden"], settings })], plan)!;
    const suites = challengeSuites(prompt, "challenge", set);
    expect(suites.map(({ suite }) => suite.replace(/train|validation|holdout/, "X")).sort()).toEqual(["challenge-X", "challenge-X-strict"]);
    expect(suites.find(({ suite }) => suite.endsWith("-strict"))?.text).toContain("threshold: 0.5");
    for (const { suite, split, text } of suites) {
      expect(splitOfSuite("challenge", suite)).toBe(split);
      expect(text.includes("holdout: true")).toBe(split === "holdout");
    }
    expect(splitOfSuite("challenge", "core")).toBeUndefined();
  });
});

test.each([
  [[equals], true],
  [[rubric], false],
  [[{ type: "human", question: "?" }], false],
  [[rubric, equals], true],
  [[{ type: "assert-set", assertions: [rubric] }], false],
  [[{ type: "assert-set", assertions: [rubric, equals] }], true],
  [[], false],
])("a hard label: %j → %s", (assertions, expected) => {
  expect(hasHardLabel(assertions)).toBe(expected);
});
