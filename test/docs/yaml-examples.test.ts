import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DocumentKind } from "../../src/core/model/documents.ts";
import { parseDocument } from "../../src/core/model/parse-document.ts";

const root = join(import.meta.dirname, "../..");

/** Which kind of document lies where. */
const kinds: readonly (readonly [RegExp, DocumentKind])[] = [
  [/^\.promptops\.yml$/, "config"],
  [/^prompts\/.+\/evals\/[^/]+\.yml$/, "suite"],
  [/^prompts\/.+\/prompt\.yml$/, "prompt"],
  [/^prompts\/.+\/manifest\.yml$/, "manifest"],
  [/^judges\/[^/]+\.yml$/, "judge"],
  [/^schedules\/[^/]+\.yml$/, "job"],
  [/^scripted\/[^/]+\.yml$/, "script"],
];

const examples = globSync(["*.md", "docs/**/*.md"], { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => ({
    file,
    text,
    path: /^# (\S+)\n/.exec(text)?.[1] ?? "",
  })),
);

test.each(examples)("$file: its example of $path is one that the program takes", ({ path, text }) => {
  const kind = kinds.find(([where]) => where.test(path))?.[1];
  expect(kind, "an example begins with the path of its file, as `# prompts/x/prompt.yml`").toBeDefined();
  if (kind !== undefined) expect(parseDocument(kind, path, new TextEncoder().encode(text)).problems).toEqual([]);
});

test("there are examples", () => {
  expect(examples.length).toBeGreaterThan(4);
});
