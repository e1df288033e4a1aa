import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writtenHere } from "../../src/core/assertions/names-elsewhere.ts";
import { assertionKinds } from "../../src/core/assertions/registry.ts";
import { evalReporters } from "../../src/reporters/eval/eval-reporter.ts";

const root = join(import.meta.dirname, "../..");
const guide = (name: string) => readFileSync(join(root, "docs/guide", `${name}.md`), "utf8");

/** Every word in backticks of one column of the tables below a heading. */
function column(text: string, heading: string, at: number): string[] {
  const [, section = ""] = text.split(new RegExp(`^## ${heading}$`, "m"));
  const rows = section.split(/^## /m)[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.flatMap((row) => [...(row.split("|")[at] ?? "").matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word));
}

describe("assertions.md", () => {
  test("names every kind once, with the way to its reference", () => {
    const text = guide("assertions");
    const named = column(text, "Every kind", 1);
    expect([...named].sort()).toEqual(Object.keys(assertionKinds).sort());
    for (const kind of named) expect(text).toContain(`[\`${kind}\`](../assertions.md#${kind})`);
  });

  test("answers promptfoo's names with kinds and keys that there are", () => {
    const text = guide("assertions");
    const known = JSON.stringify(Object.values(assertionKinds)) + readFileSync(join(root, "docs/assertions.md"), "utf8");
    const answers = column(text, "If you know promptfoo's names", 2).filter((word) => !word.startsWith("promptops "));
    expect(answers.length).toBeGreaterThan(30);
    for (const word of answers)
      for (const part of word.split(/[:\s]+/)) expect(part === "scorers/" || known.includes(part), `${word} is a kind or a key`).toBe(true);
  });

  test("names nothing of promptfoo's to which an error knows no answer", () => {
    const kinds = Object.keys(assertionKinds);
    const [, section = ""] = guide("assertions").split(/^## If you know promptfoo's names$/m);
    const rows = (section.match(/^\| `.*\|$/gm) ?? []).filter((row) => !/\| none[;:] (?!a scorer)/.test(row));
    const names = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word)).filter((name) => name !== "not-…");
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect(kinds.includes(name) || writtenHere(name, kinds) !== undefined, name).toBe(true);
  });
});

test("reports.md tells of every reporter, and which endings it writes", () => {
  const rows = [...guide("reports").matchAll(/^\| `([a-z]+)` +\| (?:`(\.[a-z.]+)`|–) +\|/gm)].map(([, name = "", ending]) => [name, ending ?? "–"]);
  expect(rows.map(([name = ""]) => name).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(Object.keys(evalReporters).sort());
  for (const [name = "", ending = ""] of rows) {
    const { endings } = evalReporters[name as keyof typeof evalReporters];
    expect(ending === "–" ? [...endings] : endings).toEqual(ending === "–" ? [] : expect.arrayContaining([ending]));
  }
});

test("the README leads to every guide", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  for (const file of globSync("docs/guide/*.md", { cwd: root })) expect(readme).toContain(`](${file})`);
});
