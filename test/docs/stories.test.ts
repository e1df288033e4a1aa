import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { retold, sameStory } from "../helpers/story.ts";

const root = join(import.meta.dirname, "../..");
const documents = globSync(["README.md", "docs/*.md", "docs/guide/*.md"], { cwd: root }).filter((file) =>
  /^```console$/m.test(readFileSync(join(root, file), "utf8")),
);

/** `vitest run test/docs --update` writes what is shown today into the documents. */
describe.each(documents)("%s", (file) => {
  test("whoever does what it says sees what it shows", { timeout: 300_000 }, async () => {
    const path = join(root, file);
    await expect(await retold(readFileSync(path, "utf8"))).toMatchFileSnapshot(path);
  });
});

test("there are documents with examples", () => {
  expect(documents).toContain("README.md");
});

test("ids, times and durations may differ, words and numbers may not", () => {
  expect(sameStory("tag 1a2b3c4 in 12 ms\n", "tag 9f8e7d6 in 7 s\n")).toBe(true);
  expect(sameStory("58 passed\n", "57 passed\n")).toBe(false);
  expect(sameStory("first\n…\nlast\n", "first\n2\n3\nlast\n")).toBe(true);
  expect(sameStory("first\n…\nlast\n", "first\n2\n")).toBe(false);
});

test("a failing command that the reader is not told of fails the document", async () => {
  await expect(retold("```console\n$ false\n```\n")).rejects.toThrow("`false` ended with 1");
  expect(await retold("```console\n$ false\n$ echo $?\n0\n```\n")).toContain("\n1\n");
});
