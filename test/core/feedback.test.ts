import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkAgreements } from "../../src/core/feedback/check-agreement.ts";
import { contradictionOf } from "../../src/core/feedback/contradiction.ts";
import { feedbackRow } from "../../src/core/feedback/feedback-row.ts";
import { makeFeedback, placeOfFeedback, type FeedbackDraft } from "../../src/core/feedback/make-feedback.ts";
import { Ratings } from "../../src/core/feedback/ratings.ts";
import { checkRecord } from "../../src/core/ledger/check-record.ts";

const result = {
  evaluation: "20261120T090000000Z-0123abcd",
  prompt: "billing/summarize",
  suite: "core",
  case: "late-fee",
  case_digest: "c".repeat(64),
  epoch: 1,
  answer_digest: "a".repeat(64),
  status: "pending",
} as const;
const about = { caseDigest: result.case_digest, epoch: 1, answerDigest: result.answer_digest };

function said(given: Partial<FeedbackDraft> = {}) {
  return makeFeedback({ at: "2026-11-20T10:00:00.000Z", rater: "Ada", verdict: "good", score: 1, source: "command", result, ...given });
}

describe("a word on an answer", () => {
  test("has the same name whenever and however it is said, and another one when anything of it differs", () => {
    const first = said();
    expect(said({ at: "2027-01-01T00:00:00.000Z", source: "import" }).feedback).toBe(first.feedback);
    const others = [
      said({ rater: "Ben" }),
      said({ verdict: "bad" }),
      said({ score: 0.5 }),
      said({ comment: "Nice." }),
      said({ result: { ...result, epoch: 2 } }),
    ];
    expect(new Set([first, ...others].map(({ feedback }) => feedback)).size).toBe(6);
  });

  test("lies beside what it is about, where the ledger's check looks for it", () => {
    const { result: _, ...onRun } = said({ run: "daily~20261121T081500Z" });
    for (const [record, place] of [
      [said(), `feedback/2026/11/20/09/${said().feedback}.json`],
      [onRun, `feedback/2026/11/21/08/${onRun.feedback}.json`],
    ] as const) {
      expect(placeOfFeedback(record)).toBe(place);
      expect(checkRecord(place, JSON.stringify(record))).toEqual([]);
      expect(checkRecord(place.replace("/11/", "/12/"), JSON.stringify(record))).toMatchObject([{ check: "place" }]);
    }
    expect(checkRecord("feedback/2026/11/20/09/x.json", "{}")).toMatchObject([{ check: "shape" }]);
  });
});

describe("ratings", () => {
  test("the newest word counts, in whatever order the ledger tells them", () => {
    const words = [said({ at: "2026-11-20T10:00:00.000Z" }), said({ at: "2026-11-21T10:00:00.000Z", verdict: "bad", score: 0, comment: "After all, no." })];
    for (const order of [words, [...words].reverse()]) {
      const ratings = new Ratings();
      for (const word of order) ratings.add(word);
      expect(ratings.find({ ...about, question: "Is it kind?" })).toEqual({ score: 0, pass: false, reason: "Ada says bad: After all, no." });
    }
  });

  test("a word on the very question comes before one on the whole answer; another answer has none", () => {
    const ratings = new Ratings();
    ratings.add(said());
    ratings.add(said({ at: "2026-11-19T10:00:00.000Z", verdict: "bad", score: 0, result: { ...result, question: "Is it kind?" } }));
    expect(ratings.find({ ...about, question: "Is it kind?" })).toMatchObject({ pass: false });
    expect(ratings.find({ ...about, question: "Is it true?" })).toMatchObject({ pass: true });
    expect(ratings.find({ ...about, answerDigest: "b".repeat(64), question: "Is it true?" })).toBeUndefined();
    expect(ratings.find({ ...about, epoch: 2, question: "Is it true?" })).toBeUndefined();
  });
});

test.each([
  ["pass", "bad", "passed-and-bad"],
  ["fail", "good", "failed-and-good"],
  ["pass", "good", undefined],
  ["fail", "bad", undefined],
  ["pending", "bad", undefined],
  ["error", "good", undefined],
] as const)("%s and %s: %s", (status, verdict, kind) => {
  expect(contradictionOf({ verdict, result: { ...result, status } })?.kind).toBe(kind);
});

describe("agreement with people", () => {
  const rated = (at: number, verdict: "good" | "bad", status: "pass" | "fail", judge: boolean, rater = "Ada") =>
    said({
      at: new Date(Date.UTC(2026, 10, 20, 10, 0, at)).toISOString(),
      rater,
      verdict,
      result: {
        ...result,
        case: `case-${at % 100}`,
        case_digest: String(at % 100).padStart(64, "c"),
        status,
        checks: [
          { type: "rubric", metric: "tone", pass: judge },
          { type: "human", pass: verdict === "good" },
        ],
      },
    });

  test("is told per check and for the whole verdict, with what follows for the share that passes", () => {
    const words = [
      ...Array.from({ length: 9 }, (_, at) => rated(at, "good", "pass", true)),
      rated(9, "good", "fail", false),
      ...Array.from({ length: 8 }, (_, at) => rated(10 + at, "bad", "fail", false)),
      ...Array.from({ length: 2 }, (_, at) => rated(18 + at, "bad", "pass", true)),
    ];
    const [rubric, verdict, ...rest] = checkAgreements(words);
    expect(rest).toEqual([]);
    expect(rubric).toMatchObject({ check: "rubric (tone)", n: 20, observed: 0.85, sensitivity: { value: 0.9 }, specificity: { value: 0.8 }, passed: 0.55 });
    expect(rubric?.corrected).toBeCloseTo(0.5, 12);
    expect(rubric?.kappa.value).toBeCloseTo(0.7, 12);
    expect(verdict).toMatchObject({ check: "verdict", n: 20, observed: 0.85 });
  });

  test("what people said of some answers corrects what a check passes of all", () => {
    const words = [
      ...Array.from({ length: 9 }, (_, at) => rated(at, "good", "pass", true)),
      rated(9, "good", "fail", false),
      ...Array.from({ length: 8 }, (_, at) => rated(10 + at, "bad", "fail", false)),
      ...Array.from({ length: 2 }, (_, at) => rated(18 + at, "bad", "pass", true)),
    ];
    const [rubric] = checkAgreements(words, new Map([["rubric (tone) ", { passed: 690, of: 1000 }]]));
    // (0.69 + 0.8 − 1) / (0.9 + 0.8 − 1)
    expect(rubric).toMatchObject({ n: 20, answers: 1000, passed: 0.69 });
    expect(rubric?.corrected).toBeCloseTo(0.7, 12);
  });

  test("tells how often a judge was swayed by the order, where it was asked in both", () => {
    const swayed = (at: number, flipped: boolean | undefined) => {
      const word = rated(at, "good", "pass", true);
      const checks = [{ type: "pairwise", pass: true, ...(flipped === undefined ? {} : { flipped }) }];
      return { ...word, result: { ...word.result!, checks } };
    };
    const words = [...[true, true, false, false, false, false, false, false, false, false].map((flipped, at) => swayed(at, flipped)), swayed(10, undefined)];
    const [pairwise] = checkAgreements(words).filter(({ check }) => check === "pairwise");
    // Wilson's for 2 of 10.
    expect(pairwise).toMatchObject({ n: 11, flips: { n: 10, value: 0.2, interval: [expect.closeTo(0.056682, 6), expect.closeTo(0.509838, 6)] } });
    expect(checkAgreements([rated(0, "good", "pass", true)])[0]?.flips).toBeUndefined();
  });

  test("counts answers, by a person's newest word and by most people's; where they are evenly divided nobody's", () => {
    const changed = [rated(0, "bad", "pass", true), rated(100, "good", "pass", true)];
    expect(checkAgreements(changed)).toMatchObject([
      { n: 1, observed: 1 },
      { n: 1, observed: 1 },
    ]);
    const [ben, cy] = [rated(0, "bad", "pass", true, "Ben"), rated(0, "bad", "pass", true, "Cy")];
    expect(checkAgreements([...changed, ben])).toEqual([]);
    expect(checkAgreements([...changed, ben, rated(1, "good", "pass", true)])).toMatchObject([
      { n: 1, ratings: 3, disputed: 1, undecided: 1 },
      { n: 1, ratings: 3, disputed: 1, undecided: 1 },
    ]);
    expect(checkAgreements([...changed, ben, cy])).toMatchObject([
      { n: 1, observed: 0, ratings: 3, disputed: 1, undecided: 0 },
      { n: 1, observed: 0, ratings: 3, disputed: 1, undecided: 0 },
    ]);
  });

  test("the same answer in another evaluation is no further one, and another judge's word on it is another line", () => {
    const first = rated(0, "good", "pass", true);
    const again = { ...first, at: "2026-11-21T10:00:00.000Z", result: { ...first.result!, evaluation: "20261121T090000000Z-0123abcd" } };
    expect(checkAgreements([first, again])).toMatchObject([{ n: 1 }, { n: 1 }]);
    const judgedBy = (digest: string) => ({ judge: "rubric by demo/small", digest: digest.repeat(24) });
    const by = (digest: string, pass: boolean) => ({
      ...first,
      rater: digest,
      result: { ...first.result!, checks: [{ type: "rubric", pass, judged_by: judgedBy(digest) }] },
    });
    expect(checkAgreements([by("a", true), by("b", false)]).filter(({ check }) => check === "rubric")).toMatchObject([
      { judgedBy: judgedBy("a"), n: 1, observed: 1 },
      { judgedBy: judgedBy("b"), n: 1, observed: 0 },
    ]);
  });

  test("what nobody judged has none", () => {
    expect(checkAgreements([])).toEqual([]);
    expect(checkAgreements([rated(0, "good", "pass", true)])[0]).toMatchObject({ specificity: undefined, corrected: undefined });
  });
});

describe("a row of a file", () => {
  test.each([
    [
      { run: "daily~20261121T081500Z", verdict: "good" },
      { about: "daily~20261121T081500Z", verdict: "good" },
    ],
    [
      { evaluation: "e", case: "core/a", verdict: "bad", epoch: "2", score: "0.25", at: "2026-11-20T09:00Z" },
      { about: "e", case: "core/a", verdict: "bad", epoch: 2, score: 0.25, at: "2026-11-20T09:00:00.000Z" },
    ],
    [{ verdict: "good" }, "A row is about a `run`, or about an `evaluation` and a `case`."],
    [{ run: "r", evaluation: "e", verdict: "good" }, "A row is about a `run`, or about an `evaluation` and a `case`."],
    [{ run: "r" }, "The verdict is missing: `good` or `bad`."],
    [{ run: "r", verdict: "fine" }, '`verdict` cannot be "fine".'],
    [{ run: "r", verdict: "good", score: "2" }, "A score is from 0 to 1, not 2."],
    [{ run: "r", verdict: "good", score: "much" }, '`score` cannot be "much".'],
    [{ run: "r", verdict: "good", at: "2026-13-40T09:00Z" }, '`at` is no time: "2026-13-40T09:00Z".'],
    [{ run: "r", verdict: "good", stars: "5" }, "There is no column `stars` in feedback."],
  ])("%j", (cells, expected) => {
    expect(feedbackRow(cells)).toEqual(expected);
  });

  test("whatever it holds, it is a row or a sentence", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("run", "verdict", "score", "at", "epoch", "x"), fc.jsonValue()), (cells) => {
        const row = feedbackRow(cells as Record<string, unknown>);
        expect(typeof row === "string" || row.about.length > 0).toBe(true);
      }),
    );
  });
});
