import type { DocumentSource, NonFile } from "../../ports/document-source.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import type { ReadObject } from "./object-reader.ts";
import { treeEntries, type TreeEntry } from "./tree-entries.ts";

type Tree = ReadonlyMap<string, TreeEntry>;

interface Below {
  readonly path: string;
  readonly kind: TreeEntry["kind"];
}

/** The regular files of one commit. Each folder is read once; nothing is checked out. */
export function commitSource(folder: string, read: ReadObject, commit: string, description = `commit ${commit.slice(0, 7)}`): DocumentSource {
  const trees = new Map<string, Promise<Tree>>();
  const treeOf = (name: string): Promise<Tree> => {
    const known = trees.get(name) ?? readTree(read, name);
    trees.set(name, known);
    return known;
  };

  /** What a list came by: who lists a thousand files reads them next. */
  const listed = new Map<string, TreeEntry>();

  async function entryAt(path: string): Promise<TreeEntry | undefined> {
    const known = listed.get(path);
    if (known !== undefined) return known;
    let entry: TreeEntry = { kind: "folder", oid: `${commit}^{tree}` };
    for (const segment of path === "" ? [] : path.split("/")) {
      const next: TreeEntry | undefined = entry.kind === "folder" ? (await treeOf(entry.oid)).get(segment) : undefined;
      if (next === undefined) return undefined;
      entry = next;
    }
    return entry;
  }

  /** All that is in a folder, in no order. The folders of one level are asked for at once. */
  async function below(tree: string, prefix: string): Promise<Below[]> {
    const entries = [...(await treeOf(tree))];
    for (const [name, entry] of entries) listed.set(prefix + name, entry);
    const here = entries.map(([name, { kind }]) => ({ path: prefix + name, kind }));
    const folders = entries.filter(([, { kind }]) => kind === "folder");
    return [...here, ...(await Promise.all(folders.map(([name, { oid }]) => below(oid, `${prefix}${name}/`)))).flat()];
  }

  return {
    description,
    async list(path) {
      const top = path.replace(/\/+$/, "");
      const entry = await entryAt(top);
      if (entry?.kind !== "folder") return [];
      const found = await below(entry.oid, top === "" ? "" : `${top}/`);
      return found.flatMap(({ path: file, kind }) => (kind === "file" ? [file] : [])).sort((a, b) => (a < b ? -1 : 1));
    },
    async nonFiles(path) {
      const entry = await entryAt(path);
      if (entry === undefined || entry.kind === "file") return [];
      const found: NonFile[] = path === "" ? [] : [{ path, kind: entry.kind }];
      if (entry.kind === "folder")
        for (const { path: at, kind } of await below(entry.oid, path === "" ? "" : `${path}/`)) if (kind !== "file") found.push({ path: at, kind });
      return found.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    async read(path) {
      const entry = await entryAt(path);
      return entry?.kind === "file" ? (await read(entry.oid))?.bytes : undefined;
    },
    async *stream(path) {
      const entry = await entryAt(path);
      if (entry?.kind !== "file") throw Object.assign(new Error(`There is no file ${path} in ${description}.`), { code: "ENOENT", syscall: "open", path });
      const { execa } = await import("execa");
      const child = execa("git", [...gitSettings, "cat-file", "blob", entry.oid], {
        cwd: folder,
        env: gitEnvironment(),
        extendEnv: false,
        buffer: false,
        stdin: "ignore",
      });
      yield* child.iterable({ binary: true });
    },
  };
}

async function readTree(read: ReadObject, name: string): Promise<Tree> {
  const tree = await read(name);
  if (tree === undefined) throw new Error(`git has no tree ${name}`);
  return treeEntries(tree.bytes, tree.oid.length / 2);
}
