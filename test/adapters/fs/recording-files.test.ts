import { mkdir, readFile, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordingFiles } from "../../../src/adapters/fs/recording-files.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test("recordings are written whole below their folder, over what was there, with nothing left beside them", async () => {
  const root = tempFolder();
  const files = recordingFiles(root, "kept/here");
  await files.write("acme/a.json", "one\n");
  await files.write("acme/a.json", "two\n");
  await files.write("acme/embeddings/b.json", "three\n");
  expect(await readFile(join(root, "kept/here/acme/a.json"), "utf8")).toBe("two\n");
  expect((await readdir(join(root, "kept/here"), { recursive: true })).sort()).toEqual(["acme", "acme/a.json", "acme/embeddings", "acme/embeddings/b.json"]);
});

test.each(["../out", "/tmp/out", ".git/x", "a/../../out", "", "."])("a folder is one inside the work tree, told before anything is asked: %j", (folder) => {
  expect(() => recordingFiles(tempFolder(), folder)).toThrow(expect.objectContaining({ code: "outside-repository", exit: "usage" }));
});

test("no link leads out either", async () => {
  const [root, elsewhere] = [tempFolder(), tempFolder()];
  await symlink(elsewhere, join(root, "kept"));
  await expect(recordingFiles(root, "kept").write("acme/a.json", "x")).rejects.toMatchObject({ code: "outside-repository" });
  expect(await readdir(elsewhere)).toEqual([]);
});

test("a folder that cannot be written is told of by its path", async () => {
  const root = tempFolder();
  await mkdir(join(root, "kept"));
  await writeFile(join(root, "kept/acme"), "a file");
  await expect(recordingFiles(root, "kept").write("acme/a.json", "x")).rejects.toMatchObject({ code: "cannot-write", exit: "environment" });
});
