import type { CommitChanges } from "../../ports/git-repo.ts";
import { gitEnvironment, gitSettings } from "./git-environment.ts";
import { gitFailed } from "./run-git.ts";

/** Which files each commit of a line of history wrote, oldest first; of the first one all. Memory does not grow with their number. */
export async function* changesAlong(folder: string, tip: string): AsyncGenerator<CommitChanges> {
  const { execa } = await import("execa");
  const options = { cwd: folder, env: gitEnvironment(), extendEnv: false, buffer: false, reject: false } as const;
  const commits = execa("git", [...gitSettings, "rev-list", "--reverse", "--first-parent", "--end-of-options", tip], { ...options, stdin: "ignore" });
  const differences = execa("git", [...gitSettings, "diff-tree", "--stdin", "--always", "--root", "-r", "-z", "--no-renames", "--raw", "--no-abbrev"], options);
  commits.stdout.pipe(differences.stdin);
  let current: ChangesSoFar | undefined;
  let change: readonly [status: string, content: string] | undefined;
  for await (const word of wordsOf(differences.stdout)) {
    if (change !== undefined) {
      if (current !== undefined) note(current, change, word);
      change = undefined;
    } else if (word.startsWith(":")) {
      // `:<mode> <mode> <id> <id> <status>`, and then the path
      const [, , , content = "", status = ""] = word.split(" ");
      change = [status, content];
    } else {
      if (current !== undefined) yield current;
      current = { commit: word, added: [], changed: [], removed: [], contents: new Map() };
    }
  }
  if (current !== undefined) yield current;
  for (const { exitCode, failed } of await Promise.all([commits, differences])) if (failed) throw gitFailed(["rev-list"], `it ended with ${exitCode}`);
}

interface ChangesSoFar {
  readonly commit: string;
  readonly added: string[];
  readonly changed: string[];
  readonly removed: string[];
  readonly contents: Map<string, string>;
}

function note({ added, changed, removed, contents }: ChangesSoFar, [status, content]: readonly [string, string], path: string): void {
  (status === "A" ? added : status === "D" ? removed : changed).push(path);
  if (status !== "D") contents.set(path, content);
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
