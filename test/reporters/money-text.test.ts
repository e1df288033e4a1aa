import { expect, test } from "vitest";
import { moneyText } from "../../src/reporters/money-text.ts";

test.each([
  [0, "$0"],
  [1, "$0.0000000010"],
  [250, "$0.00000025"],
  [2_345_678, "$0.0023"],
  [117_000_000, "$0.12"],
  [100_000_000, "$0.10"],
  [1_000_000_000, "$1.00"],
  [12_345_000_000, "$12.35"],
])("%d nano-dollars read %s", (nanoDollars, text) => {
  expect(moneyText(nanoDollars)).toBe(text);
});
