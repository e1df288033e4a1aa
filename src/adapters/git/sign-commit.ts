import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CommitSignature, NewCommit, SignatureCounts } from "../../ports/git-repo.ts";
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

/** What git's one letter says of a signature: see `%G?` in git-log(1). */
const words: Readonly<Record<string, keyof SignatureCounts>> = { G: "good", B: "bad", N: "unsigned" };

/** How the commits up to `tip` are signed. */
export async function signaturesUpTo(git: Git, tip: string): Promise<SignatureCounts> {
  const out = await git.must(["log", "--format=%G?", "--end-of-options", tip]);
  const counts = { good: 0, bad: 0, untrusted: 0, unsigned: 0 };
  for (const letter of out.split("\n").filter(Boolean)) counts[words[letter] ?? "untrusted"] += 1;
  return counts;
}

/** How one commit is signed, and by whom. @param revision Anything git knows. */
export async function commitSignature(git: Git, revision: string): Promise<CommitSignature | undefined> {
  const { code, stdout } = await git.run(["log", "-1", "--no-show-signature", "--format=%G?%n%GS", "--end-of-options", revision, "--"]);
  if (code !== 0) return undefined;
  const [letter = "", signer = ""] = stdout.split("\n");
  const status = words[letter] ?? "untrusted";
  return { status, ...(status === "good" && { signer }) };
}
