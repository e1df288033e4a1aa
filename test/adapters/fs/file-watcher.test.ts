import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../src/adapters/clock.ts";
import { fileWatcher } from "../../../src/adapters/fs/file-watcher.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

async function write(root: string, path: string, text = "x"): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function watching(files: readonly string[] = ["prompts/a/prompt.yml"], unwatched: readonly string[] = []) {
  const root = tempFolder();
  for (const path of files) await write(root, path);
  const watcher = await fileWatcher(
    root,
    systemClock,
    unwatched.map((path) => join(root, path)),
  );
  onTestFinished(() => watcher.close());
  /** What changes bring until this one is among them. */
  const until = async (path: string) => {
    const seen: string[] = [];
    while (!seen.includes(path)) seen.push(...(await watcher.changes()));
    return seen;
  };
  return { root, watcher, until };
}

test("files that are written, added, renamed and removed are named from the repository's top", async () => {
  const { root, until } = await watching();
  await write(root, "prompts/a/prompt.yml", "edited");
  expect(await until("prompts/a/prompt.yml")).toEqual(["prompts/a/prompt.yml"]);
  await write(root, "prompts/b/evals/new.yml");
  await until("prompts/b/evals/new.yml");
  await rename(join(root, "prompts/a/prompt.yml"), join(root, "prompts/a/renamed.yml"));
  await until("prompts/a/renamed.yml");
  await rm(join(root, "prompts/a/renamed.yml"));
  await until("prompts/a/renamed.yml");
});

test("what changed while nobody asked is told at once, all together", async () => {
  const { root, watcher, until } = await watching();
  await write(root, "a.yml");
  await write(root, "b.yml");
  await write(root, "last.yml");
  const told = await until("last.yml");
  expect(told.filter((path) => path.endsWith(".yml")).sort()).toEqual(["a.yml", "b.yml", "last.yml"]);
  const ended = new AbortController();
  const waiting = watcher.changes(ended.signal);
  ended.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});

test("git's own files, installed packages, folders with a dot and reports that are written are not looked at", async () => {
  const files = [".git/index", "node_modules/x/index.js", ".cache/x", "sub/node_modules/y.js", "out/report.xml", "seen.yml"];
  const { root, until } = await watching(files, ["out/report.xml"]);
  for (const path of [...files.slice(0, -1), "out/report.xml.1234.tmp"]) await write(root, path, "edited");
  await write(root, "seen.yml", "edited");
  expect(await until("seen.yml")).toEqual(["seen.yml"]);
});

test("waiting ends with the signal's reason, also when it fired before", async () => {
  const { watcher } = await watching();
  const signal = AbortSignal.abort(new Error("over"));
  await expect(watcher.changes(signal)).rejects.toThrow("over");
});
