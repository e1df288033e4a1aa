import type { CommitMakers } from "../../ports/git-repo.ts";
import type { Git } from "./run-git.ts";

const parts = ["%H", "%ae", "%ce", "%(trailers:key=Co-authored-by,valueonly,unfold)"] as const;

/** Who made the commits of a revision that touch `paths`, newest first. No part can hold what parts it from the next: git has no NUL in a commit. */
export async function commitMakers(git: Git, revision: string, paths: readonly string[]): Promise<CommitMakers[]> {
  const format = `--format=${parts.join("%x00")}`;
  const out = await git.must(["log", "-z", "--no-show-signature", "--no-color", format, "--end-of-options", revision, "--", ...paths]);
  const fields = out.split("\0");
  return Array.from({ length: Math.floor(fields.length / parts.length) }, (_, at) => {
    const [oid = "", author = "", committer = "", others = ""] = fields.slice(at * parts.length);
    return { oid, emails: [...new Set([author, committer, ...addressesIn(others)])] };
  });
}

/** Of lines like `Ada Lovelace <ada@example.com>`. */
function addressesIn(lines: string): string[] {
  return lines.split("\n").flatMap((line) => /<([^<>]+)>\s*$/.exec(line)?.[1] ?? []);
}
