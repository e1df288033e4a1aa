import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assertion } from "../../../src/core/assertions/schema.ts";
import { judgingOf, type DecidedCase, type JudgedAssertion } from "../../../src/core/gates/judging-of.ts";
import { uncalibrated } from "../../../src/core/gates/judging.ts";
import { judgeShares } from "../../../src/core/gates/judge-shares.ts";
import { checkAgreements } from "../../../src/core/feedback/check-agreement.ts";
import { makeFeedback } from "../../../src/core/feedback/make-feedback.ts";
import type { JudgedBy } from "../../../src/core/judging/judged-by.ts";
import { judgedDigest } from "../../../src/core/judging/judged-digest.ts";
import type { FeedbackRecord } from "../../../src/core/ledger/feedback-record.ts";

const rubric = { type: "rubric", rubric: "Is it kind?", metric: "tone" } as Assertion;
const strict = { type: "rubric", rubric: "Is it very kind?", metric: "tone" } as Assertion;
const exact = { type: "equals", value: "ok" } as Assertion;
const trivial = { type: "length", max: 100_000 } as Assertion;

const judgeOfModel = (model: string) => model.padEnd(64, "0");
const by = (assertion: Assertion, model = "small"): JudgedBy => ({
  judge: `rubric by demo/${model}`,
  digest: judgedDigest(judgeOfModel(model), assertion),
});
const judged = new Map<Assertion, JudgedAssertion>([rubric, strict].map((each) => [each, { by: by(each) }]));

function caseOf(assertions: readonly Assertion[], threshold?: number): DecidedCase {
  return { assertions, threshold, score: undefined };
}

/** So many answers, each of a case of its own. */
function said(count: number, { verdict = "good", pass = true, judge = by(rubric), rater = "Ada", from = 0 }: Partial<Said> = {}): FeedbackRecord[] {
  return Array.from({ length: count }, (_, at) =>
    makeFeedback({
      at: "2026-11-20T10:00:00.000Z",
      rater,
      verdict,
      score: verdict === "good" ? 1 : 0,
      source: "command",
      result: {
        evaluation: "20261120T090000000Z-0123abcd",
        prompt: "billing/summarize",
        suite: "core",
        case: `c${from + at}`,
        case_digest: String(from + at).padStart(64, "c"),
        epoch: 1,
        answer_digest: "a".repeat(64),
        status: "pass",
        checks: [{ type: "rubric", metric: "tone", pass, ...(judge === null ? {} : { judged_by: judge }) }],
      },
    }),
  );
}

interface Said {
  readonly verdict: "good" | "bad";
  readonly pass: boolean;
  readonly judge: JudgedBy | null;
  readonly rater: string;
  readonly from: number;
}

const of = (feedback: readonly FeedbackRecord[], cases: readonly DecidedCase[] = [caseOf([rubric])]) => judgingOf(cases, judged, checkAgreements(feedback), {});

describe("how much hangs on a judge", () => {
  test("all of a case where every check must hold, whatever stands beside it and however it is weighed; groups are looked into", () => {
    const group = { type: "assert-set", assertions: [rubric, exact] } as unknown as Assertion;
    for (const list of [[rubric], [rubric, trivial], [{ ...trivial, weight: 1000 } as Assertion, rubric], [group, exact]])
      expect(of([], [caseOf(list)]).checks).toMatchObject([{ check: "rubric (tone)", judge: "rubric by demo/small", share: 1 }]);
    expect(of([], [caseOf([exact]), caseOf([])]).checks).toEqual([]);
  });

  test("one trivial check on one case of thirty takes the thirtieth part at most", () => {
    expect(of([], [caseOf([trivial]), ...Array.from({ length: 29 }, () => caseOf([rubric]))]).checks[0]?.share).toBeCloseTo(29 / 30, 12);
    expect(of([], [caseOf([trivial, rubric]), ...Array.from({ length: 29 }, () => caseOf([rubric]))]).checks[0]?.share).toBeCloseTo(1, 12);
  });

  test("his share of the weights where a score decides, and all of it where he binds", () => {
    expect(of([], [caseOf([rubric, { ...exact, weight: 3 } as Assertion], 0.8)]).checks).toMatchObject([{ share: 0.25 }]);
    const binding = { ...rubric, must_pass: true } as Assertion;
    expect(judgingOf([caseOf([binding, exact], 0.8)], new Map([[binding, { by: by(binding) }]]), [], {}).checks).toMatchObject([{ share: 1 }]);
    expect(judgingOf([caseOf([rubric, exact])], judged, [], { metric: "score" }).checks).toMatchObject([{ share: 0.5 }]);
  });

  test("nothing where his word is shown and never counted", () => {
    const shown = { ...rubric, weight: 0 } as Assertion;
    expect(judgingOf([caseOf([shown, exact])], new Map([[shown, { by: by(shown) }]]), [], {}).checks).toEqual([]);
  });

  test("never more than all, whatever the weights", () => {
    const weight = fc.constantFrom(0, 0.1, 1, 50);
    const some = fc.array(fc.record({ weight, judged: fc.boolean(), must_pass: fc.boolean() }), { maxLength: 6 });
    fc.assert(
      fc.property(some, fc.boolean(), (all, byScore) => {
        const assertions = all.map((each): Assertion => ({ type: each.judged ? "rubric" : "equals", weight: each.weight, must_pass: each.must_pass }));
        for (const share of judgeShares(assertions, byScore, ({ type }) => (type === "rubric" ? "one" : undefined)).values()) {
          expect(share).toBeGreaterThan(0);
          expect(share).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});

describe("what people said of a judge's word", () => {
  test("counts for his model with his rubric, and for nobody else", () => {
    expect(of(said(3)).checks).toMatchObject([{ n: 3, others: 0, ac1: 1, sensitivity: { value: 1 }, specificity: undefined }]);
    for (const other of [by(rubric, "brandnew"), by(strict), null])
      expect(of(said(3, { judge: other })).checks).toMatchObject([{ n: 0, others: 3, ac1: undefined }]);
    const both = [caseOf([rubric, strict])];
    expect(of([...said(3), ...said(2, { judge: by(strict) })], both).checks.map(({ n, others }) => [n, others])).toEqual([
      [3, 2],
      [2, 3],
    ]);
  });

  test("counts by answers: five people on one answer have rated one", () => {
    const five = ["Ada", "Ben", "Cy", "Di", "Ed"].flatMap((rater) => said(1, { rater }));
    expect(of(five).checks).toMatchObject([{ n: 1 }]);
  });

  test("what names, weighs or describes an assertion makes no other judge of it", () => {
    const { digest } = by(rubric);
    expect(by({ ...rubric, description: "x", weight: 2, metric: "y", must_pass: true }).digest).toBe(digest);
    for (const other of [{ ...rubric, threshold: 0.9 }, { ...rubric, not: true }, { ...rubric, choices: { a: 1 } }, strict] as Assertion[])
      expect(by(other).digest).not.toBe(digest);
  });
});

describe("a judge that is not trusted", () => {
  const asked = { min_ratings: 10, min_ac1: 0.5 };
  const trusted = (feedback: readonly FeedbackRecord[], more: object = {}, cases?: readonly DecidedCase[]) =>
    uncalibrated(of(feedback, cases), { require_calibrated_judges: { ...asked, ...more } }).length === 0;
  const good = (count: number) => said(count);
  const bad = (count: number, pass: boolean) => said(count, { verdict: "bad", pass, from: 1000 });

  test("is one that passes everything, however well that agrees where little is bad", () => {
    const [judge] = of([...good(98), ...bad(2, true)]).checks;
    expect(judge?.ac1).toBeGreaterThan(0.95);
    expect(judge?.specificity?.value).toBe(0);
    expect(trusted([...good(98), ...bad(2, true)])).toBe(false);
    expect(trusted(good(100))).toBe(false);
    expect(trusted([...good(98), ...bad(2, true)], { min_specificity: 0 })).toBe(true);
  });

  test("is none that surely tells good from bad, as surely as the policy asks", () => {
    expect(trusted([...good(20), ...bad(4, false)])).toBe(true);
    expect(trusted([...good(20), ...bad(3, false)])).toBe(false);
    expect(trusted([...good(20), ...bad(4, false)], { min_specificity: 0.8 })).toBe(false);
    expect(trusted([...good(20), ...bad(16, false)], { min_specificity: 0.8 })).toBe(true);
    expect(trusted([...good(20), ...bad(16, false)], { min_sensitivity: 0.9 })).toBe(false);
  });

  test("is none where no more hangs on him than the margin forgives", () => {
    const cases = (judges: number) => [
      ...Array.from({ length: judges }, () => caseOf([rubric])),
      ...Array.from({ length: 100 - judges }, () => caseOf([exact])),
    ];
    expect(trusted([], {}, cases(5))).toBe(true);
    expect(trusted([], {}, cases(6))).toBe(false);
  });
});
