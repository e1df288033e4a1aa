import { expect, test } from "vitest";
import { durationText } from "../../src/reporters/duration-text.ts";
import { sparkline } from "../../src/reporters/sparkline.ts";

test.each<[(number | undefined)[], string]>([
  [[29.1, 29.4, 28.6], "▄▄▄"],
  [[29.1, 30, 29.4], "▁█▁"],
  [[10, undefined, 10], "▄ ▄"],
  [[undefined], " "],
  [[0, 50, 100], "▁▅█"],
])("%j is drawn as %s: what reads the same looks the same", (values, bars) => {
  expect(sparkline(values, durationText)).toBe(bars);
});

test.each([
  [1_116_060_000, "12 days 22 h"],
  [47 * 3_600_000 + 60_000, "47 h 1 min"],
  [48 * 3_600_000, "2 days 0 h"],
])("%i ms is told as %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
