import { expect, test } from "vitest";
import { percent } from "../../../src/core/gates/words.ts";

test.each([
  [1, "100 %"],
  [0, "0 %"],
  [0.87, "87 %"],
  [0.995, "99.5 %"],
  // What is neither all nor nothing never says so.
  [0.99981, "99.98 %"],
  [0.99999, "99.999 %"],
  [0.0001, "0.01 %"],
])("%d is said as %s", (share, said) => {
  expect(percent(share)).toBe(said);
});
