import { expect, test } from "vitest";
import { recordedWords } from "../../src/reporters/outcomes/recorded-words.ts";

test.each([
  [400, 0, "Recorded 400 outcomes."],
  [1, 0, "Recorded 1 outcome."],
  [400, 400, "Recorded 0 new outcomes; 400 units had one already, and of a unit the earliest counts."],
  [21, 20, "Recorded 1 new outcome; 20 units had one already, and of a unit the earliest counts."],
  [2, 1, "Recorded 1 new outcome; 1 unit had one already, and of a unit the earliest counts."],
])("%i outcomes of which %i have one", (recorded, already_there, words) => {
  expect(recordedWords({ recorded, already_there })).toBe(words);
  expect(recordedWords({ recorded, already_there }, " of a@1.0.0 in staging")).toContain(" of a@1.0.0 in staging");
});
