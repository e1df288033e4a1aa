import { constants, createReadStream, readFileSync, type Dirent, type Stats } from "node:fs";
import { lstat, readdir, realpath } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentSource, NonFile } from "../../ports/document-source.ts";
import { isMissing, isPlainFile, pathInside } from "./path-inside.ts";

/** The files below `root` as they are now, uncommitted ones included. Symbolic links and `.git` are not followed. */
export function workTreeSource(root: string): DocumentSource {
  const realRoot = realpath(root);
  /** Files that a walk without links came to; asking the file system again for each of thousands takes longer than reading them. */
  const listed = new Set<string>();

  async function plain(path: string): Promise<string | undefined> {
    const base = await realRoot;
    return listed.has(path) || (await isPlainFile(base, path)) ? pathInside(base, path) : undefined;
  }

  async function* stream(path: string): AsyncIterable<Uint8Array> {
    const absolute = await plain(path);
    if (absolute === undefined) throw Object.assign(new Error(`There is no file ${path} in the work tree.`), { code: "ENOENT" });
    yield* createReadStream(absolute) as AsyncIterable<Uint8Array>;
  }

  return {
    description: "the work tree",
    async list(folder) {
      const base = await realRoot;
      const from = folder === "" ? base : pathInside(base, folder);
      if (from === undefined || !(await isRealFolder(from))) return [];
      const files = await filesBelow(from, folder === "" ? "" : `${folder}/`);
      for (const file of files) listed.add(file);
      return files.sort();
    },
    async nonFiles(folder) {
      const base = await realRoot;
      const from = folder === "" ? base : pathInside(base, folder);
      if (from === undefined || !(await isRealFolder(join(from, folder === "" ? "" : "..")))) return [];
      const top = await lstat(from).catch(undefinedWhenMissing);
      if (top === undefined || top.isFile()) return [];
      const found: NonFile[] = folder === "" ? [] : [{ path: folder, kind: kindOf(top) }];
      if (top.isDirectory()) found.push(...(await nonFilesBelow(from, folder === "" ? "" : `${folder}/`)));
      return found.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async read(path) {
      const absolute = await plain(path);
      return absolute === undefined ? undefined : readNow(absolute);
    },
    stream,
  };
}

/** At once: documents are small, and four errands to another thread take many times as long as the reading. */
function readNow(absolute: string): Uint8Array | undefined {
  try {
    return readFileSync(absolute, { flag: constants.O_RDONLY | constants.O_NOFOLLOW });
  } catch (error) {
    return undefinedWhenMissing(error);
  }
}

async function isRealFolder(path: string): Promise<boolean> {
  try {
    return (await realpath(path)) === path;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function filesBelow(folder: string, prefix: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(undefinedWhenMissing)) ?? [];
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => prefix + name);
  const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== ".git");
  return [...files, ...(await Promise.all(folders.map(({ name }) => filesBelow(join(folder, name), `${prefix}${name}/`)))).flat()];
}

async function nonFilesBelow(folder: string, prefix: string): Promise<NonFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(undefinedWhenMissing)) ?? [];
  const odd = entries.filter((entry) => !entry.isFile() && entry.name !== ".git");
  const deeper = odd.filter((entry) => entry.isDirectory()).map(({ name }) => nonFilesBelow(join(folder, name), `${prefix}${name}/`));
  return [...odd.map((entry) => ({ path: prefix + entry.name, kind: kindOf(entry) })), ...(await Promise.all(deeper)).flat()];
}

function kindOf(entry: Dirent | Stats): NonFile["kind"] {
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "symbolic link" : "special file";
}

/** What was there a moment ago may be gone. */
function undefinedWhenMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
