import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const glossary = readFileSync(join(root, "docs/glossary.md"), "utf8");
const words = [...glossary.matchAll(/\*\*([a-z ]+)\*\*/g)].map(([, word = ""]) => word);
const code = globSync("src/**/*.{ts,tsx}", { cwd: root })
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n")
  .toLowerCase();

test.each(words)("the word `%s` is one that the program uses", (word) => {
  expect(code).toMatch(new RegExp(`\\b${word}s?\\b`));
});

test("no word is explained twice", () => {
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  expect(words.length).toBeGreaterThan(35);
});
