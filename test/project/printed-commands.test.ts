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

/** Every source file of some folders with what stands in its texts. */
function textsIn(...folders: readonly string[]): readonly (readonly [file: string, text: string])[] {
  return folders.flatMap((folder) =>
    readdirSync(join(src, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [`${folder}/${file}`, readFileSync(join(src, folder, file), "utf8")] as const),
  );
}

test("a minus is written as keyboards have it, so that what is printed can be pasted and searched", () => {
  expect(
    textsIn("reporters", "commands", "ui", "services", "core/experiment", "core/gates", "core/trend").flatMap(([file, text]) => {
      const code = text.split("\n").filter((line) => !/^\s*(?:\/?\*|\/\/)/.test(line));
      return code.some((line) => /["'`][^"'`]*\u2212/.test(line)) ? [file] : [];
    }),
  ).toEqual([]);
});

test("a reason is -r wherever one is asked for", () => {
  const asked = textsIn("commands").flatMap(([file, text]) =>
    [...text.matchAll(/\breason: Flags\.string\(\{([^}]*)/g)].map(([, flag = ""]) => [file, flag] as const),
  );
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter(([, flag]) => !flag.includes('char: "r"')).map(([file]) => file)).toEqual([]);
});
