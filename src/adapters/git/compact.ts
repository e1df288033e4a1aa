import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StoredObjects } from "../../ports/git-repo.ts";
import { durable } from "./durable.ts";
import type { Git } from "./run-git.ts";

/** A git that writes a pack keeps its hand on it for moments; what is older was left by one that was killed. */
const abandonedMs = 3_600_000;

/** Packs what lies about loose and joins small packs; nothing is thrown away. In a partial clone only the loose ones, since what is missing there must stay known as missing. */
export async function compact(git: Git, commonFolder: string): Promise<{ before: StoredObjects; after: StoredObjects; released: number }> {
  const before = await countObjects(git);
  const released = await releaseAbandoned(join(commonFolder, "objects", "pack"));
  const partial = (await git.run(["config", "--get-regexp", "^(?:extensions\\.partialclone|remote\\..*\\.promisor)$"])).code === 0;
  await git.must([...durable, "-c", "repack.writeBitmaps=false", "repack", "-d", "-q", "-n", ...(partial ? [] : ["--geometric=2"])]);
  return { before, after: await countObjects(git), released };
}

async function countObjects(git: Git): Promise<StoredObjects> {
  const out = await git.must(["count-objects", "-v"]);
  const count = (name: string) => Number(new RegExp(`^${name}: (\\d+)$`, "m").exec(out)?.[1] ?? 0);
  return { loose: count("count"), packs: count("packs"), bytes: (count("size") + count("size-pack")) * 1024 };
}

/** `git fast-import` marks a pack as kept until its refs are written: if it is killed before, no packing ever takes it up again. */
async function releaseAbandoned(folder: string): Promise<number> {
  let released = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith(".keep")) continue;
    const file = join(folder, name);
    const [text, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    if (!text.startsWith("fast-import") || Date.now() - mtimeMs < abandonedMs) continue;
    await rm(file, { force: true });
    released += 1;
  }
  return released;
}
