import { expect, test } from "vitest";
import { literalTexts } from "../../../src/core/assertions/literal-texts.ts";

test.each([
  ["Paid in full", ["Paid in full"]],
  ["^Paid\\s+in full\\.?$", ["Paid in full."]],
  ["(?i)paid|owed", ["paid", "owed"]],
  ["paid [0-9]{2,4} euros.*to (?:her|him)", ["paid", "euros", "to", "her", "him"]],
  ["\\d+ \\(net\\) \\p{Lu}x", ["(net)", "x"]],
  ["[\\]a]+", []],
  ["", []],
])("%j names %j", (pattern, texts) => {
  expect(literalTexts(pattern)).toEqual(texts);
});
