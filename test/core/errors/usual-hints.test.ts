import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PromptopsError } from "../../../src/core/errors/promptops-error.ts";
import { hasUsualHint, usualHint, withUsualHint } from "../../../src/core/errors/usual-hints.ts";

const root = join(import.meta.dirname, "../../..");
const rules = new Set(
  globSync("src/**/*.ts", { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\brule: "([a-z0-9-]+)"/g)].map(([, rule = ""]) => rule),
  ),
);

describe("every problem has a hint", () => {
  test("of its own or of its rule, and no rule is forgotten", () => {
    expect(rules.size).toBeGreaterThan(60);
    expect([...rules].filter((rule) => !hasUsualHint(rule))).toEqual([]);
  });

  test("in errors as in the results of `validate`", () => {
    const problem = { rule: "empty-file", file: "prompts/a/prompt.yml", message: "The file is empty." };
    expect(new PromptopsError("invalid-documents", "x", { problems: [problem, { ...problem, hint: "Mine." }] }).problems.map(({ hint }) => hint)).toEqual([
      usualHint("empty-file"),
      "Mine.",
    ]);
    expect(withUsualHint({ ...problem, rule: "never-heard-of" }).hint).toContain("promptops schema");
  });
});
