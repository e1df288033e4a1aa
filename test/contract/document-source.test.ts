import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { workTreeSource } from "../../src/adapters/fs/work-tree-source.ts";
import { openGitRepo } from "../../src/adapters/git/open-git-repo.ts";
import type { DocumentSource } from "../../src/ports/document-source.ts";
import { memorySource } from "../helpers/memory-source.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { tempRepo } from "../helpers/temp-repo.ts";

const big = "é".repeat(100_000);
const files: Readonly<Record<string, string>> = {
  "prompts/b/prompt.yml": "b: 1\n",
  "prompts/a-b/prompt.yml": "a-b: 1\r\n",
  "prompts/a/prompt.yml": "a: 1\n",
  "prompts/a/evals/größe.csv": big,
  "promptsy/x.yml": "x",
  "top.yml": "",
};

async function onDisk(): Promise<string> {
  const root = tempFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await symlink("b/prompt.yml", join(root, "prompts/link.yml"));
  await symlink("b", join(root, "prompts/linked"));
  await symlink("/etc", join(root, "prompts/outside"));
  return root;
}

const implementations: readonly (readonly [string, () => Promise<DocumentSource>])[] = [
  ["in memory", async () => memorySource(files, "memory", ["prompts/link.yml", "prompts/linked", "prompts/outside"])],
  ["the work tree", async () => workTreeSource(await onDisk())],
  [
    "a commit",
    async () => {
      const repo = await tempRepo();
      const links = { "prompts/link.yml": "b/prompt.yml", "prompts/linked": "b", "prompts/outside": "/etc" };
      await repo.write(files);
      for (const [path, target] of Object.entries(links)) await symlink(target, join(repo.root, path));
      const commit = await repo.commit({});
      return (await openGitRepo(repo.root)).at(commit);
    },
  ],
];

describe.each(implementations)("%s", (_, open) => {
  test("lists files below a folder, sorted, without symbolic links", async () => {
    const source = await open();
    expect(await source.list("prompts")).toEqual(["prompts/a-b/prompt.yml", "prompts/a/evals/größe.csv", "prompts/a/prompt.yml", "prompts/b/prompt.yml"]);
    expect(await source.list("prompts/a")).toEqual(["prompts/a/evals/größe.csv", "prompts/a/prompt.yml"]);
    expect(await source.list("")).toEqual(Object.keys(files).sort());
  });

  test("names what is no regular file, and follows nothing", async () => {
    const source = await open();
    const kinds = async (folder: string) => (await source.nonFiles(folder)).map(({ path, kind }) => `${path} ${kind}`);
    expect(await kinds("prompts")).toEqual([
      "prompts folder",
      "prompts/a folder",
      "prompts/a-b folder",
      "prompts/a/evals folder",
      "prompts/b folder",
      "prompts/link.yml symbolic link",
      "prompts/linked symbolic link",
      "prompts/outside symbolic link",
    ]);
    expect(await kinds("prompts/linked")).toEqual(["prompts/linked symbolic link"]);
    for (const folder of ["missing", "top.yml", "prompts/missing/deep", "prompts/outside/sub", "/etc"]) expect(await kinds(folder), folder).toEqual([]);
  });

  test("lists nothing where there is no folder", async () => {
    const source = await open();
    for (const folder of ["missing", "top.yml", "prompts/missing/deep", "../", "/etc", "prompts/outside", "prompts/linked"])
      expect(await source.list(folder)).toEqual([]);
  });

  test("reads the bytes as they are", async () => {
    const source = await open();
    for (const [path, text] of Object.entries(files)) expect(new TextDecoder().decode(await source.read(path))).toBe(text);
  });

  test("has no bytes for what is no file of the repository", async () => {
    const source = await open();
    for (const path of [
      "missing.yml",
      "prompts",
      "prompts/a/prompt.yml/x",
      "prompts/link.yml",
      "prompts/linked/prompt.yml",
      "prompts/outside/passwd",
      "../top.yml",
      "/etc/passwd",
      "",
      ".",
      "prompts//a/prompt.yml",
      "a\0b",
    ]) {
      expect(await source.read(path), path).toBeUndefined();
    }
  });

  test("gives large files in pieces", async () => {
    const source = await open();
    const decoder = new TextDecoder();
    let text = "";
    let pieces = 0;
    for await (const piece of source.stream("prompts/a/evals/größe.csv")) {
      text += decoder.decode(piece, { stream: true });
      pieces += 1;
    }
    expect(text).toBe(big);
    expect(pieces).toBeGreaterThan(1);
  });

  test("throws when a missing file is to be given in pieces", async () => {
    const source = await open();
    const all = async (path: string) => {
      for await (const _piece of source.stream(path)) continue;
    };
    await expect(all("missing.yml")).rejects.toThrow("missing.yml");
  });
});
