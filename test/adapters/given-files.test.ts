import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { givenFiles } from "../../src/adapters/fs/given-files.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

test("files on the command line count from where the command was started, and may lie anywhere", async () => {
  const folder = tempFolder();
  mkdirSync(join(folder, "here"));
  writeFileSync(join(folder, "values.yml"), "a: 1\n");
  const files = givenFiles(join(folder, "here"));
  expect(new TextDecoder().decode(await files.read("../values.yml"))).toBe("a: 1\n");
  expect(new TextDecoder().decode(await files.read(join(folder, "values.yml")))).toBe("a: 1\n");
});

test.each([
  ["a file that is not there", "missing.yml", "missing.yml cannot be read."],
  ["a folder", ".", ". is a folder."],
])("%s is the user's mistake, told with its name", async (_what, path, message) => {
  await expect(givenFiles(tempFolder()).read(path)).rejects.toMatchObject({ code: "no-such-file", message });
});
