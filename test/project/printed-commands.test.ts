import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shellWord } from "../../src/core/shell-word.ts";

const src = join(import.meta.dirname, "../../src");
/** What people may call as they like; ids, versions, environments and names of jobs are words for every shell. */
const free = String.raw`\$\{(?:[\w.]*\.)?(?:file|path|folder|branch|output|dir)\}`;
const commands = new RegExp(String.raw`(?:promptops|git|mkdir|cd) [^\n]*?${free}`);

test("what a printed command takes from people is quoted for the shell, everywhere", () => {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const lines = files.flatMap((file) =>
    readFileSync(join(src, file), "utf8")
      .split("\n")
      .flatMap((line, at) => (isCommand(line) ? [`${file}:${at + 1} ${line.trim()}`] : [])),
  );
  expect(lines).toEqual([]);
  expect(isCommand("    `next: promptops verify --bundle ${file}`,")).toBe(true);
  expect(isCommand("    hint: `\\`mkdir -p ${this.folder}\\` makes it.`,")).toBe(true);
});

/** A command stands in backticks of its own, or behind `next:`. */
function isCommand(line: string): boolean {
  return [...line.matchAll(/\\`([^`\\]*)|next: ([^`]*)/g)].some(([, quoted, next]) => commands.test(quoted ?? next ?? ""));
}

test.each([
  ["summarize.bundle", "summarize.bundle"],
  ["ö b.bundle", "'ö b.bundle'"],
  ["it's", String.raw`'it'\''s'`],
  ["$(touch x)", "'$(touch x)'"],
  ["~/x", "'~/x'"],
  ["", "''"],
])("%j is the word %s", (word, quoted) => {
  expect(shellWord(word)).toBe(quoted);
});
