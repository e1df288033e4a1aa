import { expect, test } from "vitest";
import { brokenRules } from "../../../src/core/eval/format-rules.ts";

test("says how many were too many, in words that fit one and several", () => {
  expect(brokenRules("one two", { max_words: 1, max_characters: 3 })).toEqual([
    "has 7 characters, and at most 3 are allowed",
    "has 2 words, and at most 1 is allowed",
  ]);
});
