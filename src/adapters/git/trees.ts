import type { ReadObject } from "./object-reader.ts";
import type { Git } from "./run-git.ts";
import { treeEntries } from "./tree-entries.ts";

/** What is directly in a folder of a commit, sorted by name. */
export async function entriesOf(read: ReadObject, commit: string, folder: string): Promise<{ name: string; folder: boolean; oid: string }[]> {
  const tree = await read(`${commit}:${folder}`);
  if (tree?.type !== "tree") return [];
  const entries = [...treeEntries(tree.bytes, tree.oid.length / 2)].map(([name, { kind, oid }]) => ({ name, folder: kind === "folder", oid }));
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Files that `to` has and `from` has not, that both have and that differ, and that `from` has and `to` has not. */
export async function changedFiles(git: Git, from: string, to: string): Promise<{ added: string[]; changed: string[]; removed: string[] }> {
  const out = await git.must(["diff-tree", "-r", "-z", "--no-renames", "--name-status", "--diff-filter=AMD", "--end-of-options", from, to]);
  const words = out.split("\0").filter(Boolean);
  const pairs = words.flatMap((word, at) => (at % 2 === 0 ? [{ status: word, path: words[at + 1] ?? "" }] : []));
  const paths = (status: string) => pairs.filter((pair) => pair.status === status).map(({ path }) => path);
  return { added: paths("A"), changed: paths("M"), removed: paths("D") };
}
