import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { shellWord } from "../../core/shell-word.ts";
import { releaseRemote } from "../release/release-remote.ts";

/** What the work tree is compared with. */
export interface Since {
  /** For people. */
  readonly name: string;
  readonly commit: string;
}

/**
 * The commit that a revision names; without one, where this branch left the default branch: the merge base with the remote's
 * default branch (as `origin/HEAD` names it, else `main` or `master`), else with the local `main` or `master`. In a repository that
 * has none of these and no remote, the last commit.
 * @throws PromptopsError `unknown-revision`, `no-commit`, `history-missing`.
 */
export async function changedSince(git: GitRepo, config: Pick<Config, "release">, revision: string | undefined): Promise<Since> {
  if (revision !== undefined) return { name: revision, commit: (await git.resolve(revision)) ?? (await unknown(git, config, revision)) };
  const head = await git.head();
  if (head === undefined) throw new PromptopsError("no-commit", "This repository has no commit to compare with.", { hint: "Leave `--changed` out." });
  const remote = await releaseRemote(git, config);
  const trunk = await trunkOf(git, remote);
  if (trunk === undefined && remote === undefined) return { name: "HEAD", commit: head };
  if (trunk === undefined)
    throw new PromptopsError("unknown-revision", "It cannot be told which branch this one left: no default branch was fetched.", {
      where: "--changed",
      hint: `Fetch it and name it: \`git fetch ${remote} trunk\`, then \`promptops eval --changed FETCH_HEAD\`; or \`git remote set-head ${remote} --auto\`.`,
    });
  const commit = await git.mergeBase(trunk.commit, head);
  if (commit !== undefined) return { name: `the merge base with ${trunk.name}`, commit };
  if (await git.isShallow()) throw new PromptopsError("history-missing", `This clone is too shallow to tell where it left ${trunk.name}.`);
  throw new PromptopsError("unknown-revision", `This branch has nothing in common with ${trunk.name}.`, {
    where: "--changed",
    hint: "Name a commit: `--changed HEAD~1`.",
  });
}

/** A branch's own upstream is no trunk: once pushed, it is the branch itself. */
async function trunkOf(git: GitRepo, remote: string | undefined): Promise<Since | undefined> {
  const shared = remote === undefined ? [] : ["HEAD", "main", "master"].map((branch) => [`${remote}/${branch}`, `refs/remotes/${remote}/${branch}`] as const);
  const local = ["main", "master"].map((branch) => [branch, `refs/heads/${branch}`] as const);
  for (const [name, revision] of [...shared, ...local]) {
    const commit = await git.resolve(revision);
    if (commit !== undefined) return { name, commit };
  }
  return undefined;
}

async function unknown(git: GitRepo, config: Pick<Config, "release">, revision: string): Promise<never> {
  const remote = await releaseRemote(git, config);
  const isShallow = await git.isShallow();
  const branch = remote !== undefined && revision.startsWith(`${remote}/`) ? revision.slice(remote.length + 1) : "";
  const more = isShallow ? "--unshallow " : "";
  const bring =
    remote === undefined || branch === ""
      ? isShallow && "`git fetch --unshallow` brings the rest here"
      : `\`git fetch ${more}${remote} ${shellWord(`+refs/heads/${branch}:refs/remotes/${remote}/${branch}`)}\` brings it here if ${remote} has such a branch`;
  throw new PromptopsError("unknown-revision", `"${revision}" names no commit${isShallow ? " that this shallow clone has" : ""}.`, {
    where: "--changed",
    hint: bring
      ? `${bring}; in CI, check out with \`fetch-depth: 0\`.`
      : "Write any revision that git knows behind it, `--changed HEAD~1`; prompts stand before it.",
  });
}
