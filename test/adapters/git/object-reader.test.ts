import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { objectReader } from "../../../src/adapters/git/object-reader.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { tempRepo } from "../../helpers/temp-repo.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** More than are asked of one process at once, with everything in between that may be: none, a line's end and a NUL inside, an empty one. */
async function manyFiles() {
  const repo = await tempRepo();
  const texts = Array.from({ length: 250 }, (_, at) => (at === 3 ? "" : `${at} blob 5\n\0${"x".repeat(at * 9)}\n`));
  await repo.commit(Object.fromEntries(texts.map((text, at) => [`${at}.txt`, text])));
  const asked = texts.flatMap((text, at) => [{ name: `HEAD:${at}.txt`, text }, ...(at % 50 === 0 ? [{ name: `HEAD:${at}.md`, text: undefined }] : [])]);
  return { root: repo.root, asked };
}

async function readAll(root: string, names: readonly string[]) {
  const read = objectReader(root);
  return (await Promise.all(names.map(read))).map((object) => object?.bytes.toString("utf8"));
}

test("many objects that are asked for at once come in their order, each whole", async () => {
  const { root, asked } = await manyFiles();
  const names = asked.map(({ name }) => name);
  expect(await readAll(root, names)).toEqual(asked.map(({ text }) => text));
});

test("and so they do where nothing can be written", async () => {
  const { root, asked } = await manyFiles();
  vi.stubEnv("TMPDIR", join(tempFolder(), "none"));
  const names = asked.map(({ name }) => name);
  expect(await readAll(root, names)).toEqual(asked.map(({ text }) => text));
});

test("a name that git could not be asked for is none", async () => {
  const { root } = await tempRepo();
  expect(await readAll(root, ["HEAD:a\nHEAD", "HEAD\0"])).toEqual([undefined, undefined]);
});
