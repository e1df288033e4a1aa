import type { CommitFiles } from "../../ports/git-repo.ts";
import { fetchObjects } from "./bring-here.ts";
import type { Git } from "./run-git.ts";

/** @param promisor In a partial clone, where the contents of these files are: they are brought here in one request. */
export async function filesChanged(git: Git, range: string, most: number, promisor: () => Promise<string | undefined>): Promise<CommitFiles[]> {
  const format = ["--format=%x01%H%x1f%P", `--max-count=${most}`, "--no-show-signature", "--no-color"];
  const out = await git.must(["log", "-z", "--raw", "-r", "--root", "--no-abbrev", "--no-renames", ...format, "--end-of-options", range, "--"]);
  const contents = new Set<string>();
  const commits: CommitFiles[] = out
    .split("\x01")
    .filter(Boolean)
    .map((text) => {
      const words = text.split("\0").map((word) => word.trim());
      const [commit = "", parents = ""] = (words[0] ?? "").split("\x1f");
      const files = words.slice(1).flatMap((word, at, all) => {
        const [, mode, before = "", after = ""] = /^:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(word) ?? [];
        if (mode === undefined) return [];
        for (const oid of [before, after]) if (!/^0+$/.test(oid)) contents.add(oid);
        return [{ path: all[at + 1] ?? "", isFile: mode === "100644" }];
      });
      return { commit, parents: parents.split(" ").filter(Boolean), files };
    });
  const remote = contents.size === 0 ? undefined : await promisor();
  if (remote !== undefined) await fetchObjects(git, remote, [...contents]);
  return commits.reverse();
}
