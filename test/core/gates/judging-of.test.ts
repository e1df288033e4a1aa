import { expect, test } from "vitest";
import type { Assertion } from "../../../src/core/assertions/schema.ts";
import { judgingOf } from "../../../src/core/gates/judging-of.ts";
import { checkAgreements } from "../../../src/core/feedback/check-agreement.ts";
import { makeFeedback } from "../../../src/core/feedback/make-feedback.ts";

const rubric = { type: "rubric", value: "Is it kind?", metric: "tone" } as Assertion;
const exact = { type: "equals", value: "ok" } as Assertion;

const said = [0, 1, 2].map((at) =>
  makeFeedback({
    at: "2026-11-20T10:00:00.000Z",
    rater: "Ada",
    verdict: "good",
    score: 1,
    source: "command",
    result: {
      evaluation: "20261120T090000000Z-0123abcd",
      prompt: "billing/summarize",
      suite: "core",
      case: `c${at}`,
      case_digest: "c".repeat(64),
      epoch: 1,
      answer_digest: "a".repeat(64),
      status: "pass",
      checks: [{ type: "rubric", metric: "tone", pass: true }],
    },
  }),
);

test("judges alone decide where no case asks anything else, groups looked into", () => {
  const group = { type: "assert-set", assertions: [rubric] } as unknown as Assertion;
  expect(judgingOf([[rubric], [group]], [])).toEqual({ only: true, checks: [{ check: "rubric (tone)", n: 0, ac1: undefined }] });
  expect(judgingOf([[rubric], [group, exact]], [])).toMatchObject({ only: false });
  expect(judgingOf([[exact], []], [])).toEqual({ only: false, checks: [] });
});

test("what people said of their answers counts, by kind and metric", () => {
  expect(judgingOf([[rubric]], checkAgreements(said)).checks).toMatchObject([{ check: "rubric (tone)", n: 3, ac1: 1 }]);
  expect(judgingOf([[{ ...rubric, metric: "length" } as Assertion]], checkAgreements(said)).checks).toMatchObject([{ check: "rubric (length)", n: 0 }]);
});
