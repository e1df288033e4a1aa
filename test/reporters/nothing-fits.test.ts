import { expect, test } from "vitest";
import { feedbackAgreementText } from "../../src/reporters/feedback/agreement-text.ts";
import { runsListText } from "../../src/reporters/run/runs-text.ts";

const screen = { width: 200, color: false };

test("no run at all is something else than none that fits", () => {
  expect(runsListText({ runs: [] }, false, screen)).toBe("No run is recorded.");
  expect(runsListText({ runs: [] }, true, screen)).toBe("No run that is recorded fits.");
});

test.each([
  [0, /^Nobody has rated an answer of an evaluation yet/],
  [1, /^There is 1 rating, but none that a check can be compared with: /],
  [7, /^There are 7 ratings, but none that a check can be compared with: /],
])("of %d ratings that no check can be compared with it says that they are there", (feedback, text) => {
  expect(feedbackAgreementText({ checks: [], feedback }, screen)).toMatch(text);
});
