import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

/** The id of the repository's first commit (of several the lowest): every clone has the same, and no commit after it changes it. */
export async function challengeKey(git: GitRepo): Promise<string> {
  const head = await git.head();
  if (head === undefined) throw new PromptopsError("no-commit", "This repository has no commit to name it by.");
  if (await git.isShallow())
    throw new PromptopsError("history-missing", "This shallow clone does not have the first commit, which keys the split.", {
      hint: "Fetch the rest with `git fetch --unshallow`, or give a key of your own with --key.",
    });
  const roots = (await git.commits(head, [])).filter(({ parent }) => parent === undefined).map(({ oid }) => oid);
  return roots.sort()[0] ?? head;
}
