import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { layers } from "../../scripts/borders.ts";

const root = join(import.meta.dirname, "../..");
const architecture = readFileSync(join(root, "docs/architecture.md"), "utf8");

test("the table of borders is the one that the linter holds everybody to", () => {
  const [, table = ""] = /^\| layer +\| may import +\|\n\|[ -|]+\|\n((?:\|.*\n)+)/m.exec(architecture) ?? [];
  const told = [...table.matchAll(/^\| (\w+) +\| (.*?) +\|$/gm)].map(([, layer, imports = ""]) => [layer, imports === "–" ? [] : imports.split(", ")]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(Object.entries(layers).map(([name, { mayImport }]) => [name, mayImport])));
});

test("every file of ours that a document names is there", () => {
  for (const file of globSync("docs/**/*.md", { cwd: root })) {
    for (const [, path = ""] of readFileSync(join(root, file), "utf8").matchAll(/`((?:src|scripts|test|templates|schemas|tools|docs)\/[\w./-]*)`/g)) {
      expect(existsSync(join(root, path)), `${file} names ${path}`).toBe(true);
    }
  }
});

test("every decision is listed", () => {
  const index = readFileSync(join(root, "docs/decisions/README.md"), "utf8");
  for (const file of globSync("[0-9]*.md", { cwd: join(root, "docs/decisions") })) expect(index).toContain(`](${file})`);
});
