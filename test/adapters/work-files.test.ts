import { readdirSync, readFileSync, symlinkSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workFiles } from "../../src/adapters/fs/work-files.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test("a file appears whole, with its folders, and leaves nothing else behind", async () => {
  const root = tempFolder();
  await workFiles(root).create("prompts/a/b/prompt.yml", "a: ä\n");
  expect(readFileSync(join(root, "prompts/a/b/prompt.yml"), "utf8")).toBe("a: ä\n");
  expect(readdirSync(join(root, "prompts/a/b"))).toEqual(["prompt.yml"]);
});

test("a file that is there is never replaced, not even by a writer at the same moment", async () => {
  const root = tempFolder();
  writeFileSync(join(root, "mine.yml"), "mine");
  await expect(workFiles(root).create("mine.yml", "theirs")).rejects.toMatchObject({ code: "already-exists" });
  expect(readFileSync(join(root, "mine.yml"), "utf8")).toBe("mine");

  const attempts = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => workFiles(root).create("race.yml", `writer ${at}`)));
  expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(readdirSync(root).sort()).toEqual(["mine.yml", "race.yml"]);
});

test("a dangling link counts as something that is there", async () => {
  const root = tempFolder();
  symlinkSync("nowhere", join(root, "link.yml"));
  expect(await workFiles(root).exists("link.yml")).toBe(true);
  await expect(workFiles(root).create("link.yml", "x")).rejects.toMatchObject({ code: "already-exists" });
});

test.each(["../x.yml", "/tmp/x.yml", "a/../../x.yml", ".git/hooks/pre-commit", ".GIT/config", "", "a//b", "out/x.yml", "out/new/x.yml"])(
  "%s is refused: it leaves the repository",
  async (path) => {
    const root = tempFolder();
    const outside = tempFolder();
    symlinkSync(outside, join(root, "out"));
    mkdirSync(join(root, ".git"));
    await expect(workFiles(root).create(path, "x")).rejects.toMatchObject({ code: "outside-repository", exit: "usage" });
    expect(readdirSync(outside)).toEqual([]);
  },
);
