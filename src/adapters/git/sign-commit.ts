import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { NewCommit } from "../../ports/git-repo.ts";
import { durable } from "./durable.ts";
import { gitDate } from "./fast-import-stream.ts";
import { gitWords, type Git } from "./run-git.ts";

/**
 * The same commit with a signature when the user's git signs commits (`commit.gpgSign`), else the commit itself: `fast-import` signs nothing.
 * @throws PromptopsError `commit-not-signed`.
 */
export async function signedCommit(git: Git, oid: string, { parent, message, author, at }: NewCommit): Promise<string> {
  const { stdout: wanted } = await git.run(["config", "--type=bool", "--get", "commit.gpgSign"]);
  if (wanted.trim() !== "true") return oid;
  const date = gitDate(at);
  const environment = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
    GIT_COMMITTER_DATE: date,
  };
  const args = [...durable, "commit-tree", "-S", ...(parent === undefined ? [] : ["-p", parent]), "-F", "-", `${oid}^{tree}`];
  const { code, stdout, stderr } = await git.run(args, { input: message, environment });
  if (code === 0) return stdout.trim();
  throw new PromptopsError("commit-not-signed", `The entry could not be signed: ${gitWords(stderr)}.`);
}
