import { unreachable } from "./remote.ts";
import type { Git } from "./run-git.ts";

/** Objects of one request: their names are its standard input. */
const most = 50_000;
/** Long enough for as many over a slow line. */
const timeoutMs = 600_000;

/** The remote that has what a partial clone left there; undefined in every other clone. */
export async function promisorOf(git: Git): Promise<string | undefined> {
  const { code, stdout } = await git.run(["config", "--get-regexp", "^remote\\..*\\.promisor$"]);
  return code === 0 ? /^remote\.(.*)\.promisor true$/m.exec(stdout)?.[1] : undefined;
}

/**
 * Fetches the contents of a commit's files that a partial clone lacks, all in one request: read one after the other, git asks for each by
 * itself. @param folders `""` = all. @throws PromptopsError as `fetchRefs` does.
 */
export async function bringHere(git: Git, promisor: string, commit: string, folders: readonly string[]): Promise<void> {
  // What is missing is marked, and not fetched.
  const listed = await git.must(["rev-list", "--objects", "--no-walk", "--missing=print", "--end-of-options", commit]);
  const missing = new Set([...listed.matchAll(/^\?([0-9a-f]{40,64})$/gm)].map(([, oid = ""]) => oid));
  if (missing.size === 0) return;
  const paths = folders.filter((folder) => folder !== "");
  const files = await git.must(["ls-tree", "-r", "-z", "--full-tree", commit, ...(paths.length === 0 ? [] : ["--", ...paths])]);
  const wanted = [...new Set(files.split("\0").map((line) => /^\d+ blob ([0-9a-f]+)\t/.exec(line)?.[1] ?? ""))].filter((oid) => missing.has(oid));
  await fetchObjects(git, promisor, wanted);
}

/** Fetches the contents of files by their ids. @throws PromptopsError as `fetchRefs` does. */
export async function fetchObjects(git: Git, promisor: string, wanted: readonly string[]): Promise<void> {
  for (let from = 0; from < wanted.length; from += most) {
    // As git itself asks for a single one (`promisor-remote.c`).
    const args = ["--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--no-recurse-submodules", "--filter=blob:none", "--stdin", "--quiet"];
    const input = `${wanted.slice(from, from + most).join("\n")}\n`;
    const out = await git.run(["-c", "fetch.negotiationAlgorithm=noop", "fetch", ...args, "--end-of-options", promisor], { input, timeoutMs });
    if (out.code !== 0) throw unreachable(promisor, out);
  }
}
