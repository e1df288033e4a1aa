import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodes } from "../../src/core/errors/exit-code.ts";
import { referencePages } from "../../scripts/reference/pages.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const pages = referencePages();

test.each(Object.keys(pages))("%s says what the program says (else: npm run docs)", (path) => {
  expect(read(path)).toBe(pages[path]);
});

test("no command has a page that is not written any more", () => {
  expect(globSync("docs/commands/*.md", { cwd: root }).sort()).toEqual(
    Object.keys(pages)
      .filter((path) => path.startsWith("docs/commands/"))
      .sort(),
  );
});

test("every command has a page", () => {
  const commands = globSync("**/*.ts", { cwd: join(root, "src/commands") }).map((file) => file.replace(/(?:\/index)?\.ts$/, "").replaceAll(/[/\\]/g, "-"));
  for (const command of commands) expect(Object.keys(pages)).toContain(`docs/commands/${command}.md`);
});

test("exit-codes.md explains every exit code, and no other", () => {
  const explained = [...read("docs/exit-codes.md").matchAll(/^\| (\d+) +\| `([a-z]+)` +\|/gm)].map(([, code, name]) => [name, Number(code)]);
  expect(Object.fromEntries(explained)).toEqual(exitCodes);
});
