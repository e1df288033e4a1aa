import { expect, test } from "vitest";
import { scoreText } from "../../../src/reporters/eval/score-text.ts";

test.each([
  [1, "1.00"],
  [0.9984, "0.99"],
  [0.995, "0.99"],
  [0.5, "0.50"],
  [0.0016, "0.01"],
  [0, "0.00"],
  [undefined, "–"],
])("a score of %s is shown as %s: whoever reads 1.00 may believe that nothing failed", (score, shown) => {
  expect(scoreText(score)).toBe(shown);
});
