import type { CommitChanges } from "../../ports/git-repo.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import { gitFailed } from "./run-git.ts";

/** Which files each commit of a line of history wrote, oldest first; of the first one all. Memory does not grow with their number. */
export async function* changesAlong(folder: string, tip: string): AsyncGenerator<CommitChanges> {
  const { execa } = await import("execa");
  const options = { cwd: folder, env: gitEnvironment(), extendEnv: false, buffer: false, reject: false } as const;
  const commits = execa("git", [...gitSettings, "rev-list", "--reverse", "--first-parent", "--end-of-options", tip], { ...options, stdin: "ignore" });
  const differences = execa("git", [...gitSettings, "diff-tree", "--stdin", "--always", "--root", "-r", "-z", "--no-renames", "--name-status"], options);
  commits.stdout.pipe(differences.stdin);
  let current: { commit: string; added: string[]; changed: string[]; removed: string[] } | undefined;
  let status: string | undefined;
  for await (const word of wordsOf(differences.stdout)) {
    if (status !== undefined) {
      if (current !== undefined) listOf(current, status).push(word);
      status = undefined;
    } else if (/^[0-9a-f]{40,64}$/.test(word)) {
      if (current !== undefined) yield current;
      current = { commit: word, added: [], changed: [], removed: [] };
    } else status = word;
  }
  if (current !== undefined) yield current;
  for (const { exitCode, failed } of await Promise.all([commits, differences])) if (failed) throw gitFailed(["rev-list"], `it ended with ${exitCode}`);
}

function listOf({ added, changed, removed }: { added: string[]; changed: string[]; removed: string[] }, status: string): string[] {
  if (status === "A") return added;
  return status === "D" ? removed : changed;
}

/** The pieces between NULs. */
async function* wordsOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  for await (const piece of stream) {
    rest = Buffer.concat([rest, Buffer.from(piece)]);
    let from = 0;
    for (let end = rest.indexOf(0, from); end !== -1; end = rest.indexOf(0, from)) {
      yield rest.toString("utf8", from, end);
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}
