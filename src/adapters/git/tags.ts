import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { NewTag } from "../../ports/git-repo.ts";
import { durable } from "./durable.ts";
import { gitDate } from "./fast-import-stream.ts";
import { signatureStart } from "./parse-tag.ts";
import { gitFailed, gitWords, type Git } from "./run-git.ts";

/** @throws PromptopsError `tag-exists`, `tag-not-signed`, `git-failed`. */
export async function createTag(git: Git, { name, commit, message, at }: NewTag): Promise<string> {
  const args = [...durable, "tag", "--annotate", "--cleanup=verbatim", "--file=-", "--end-of-options", name, commit];
  const { code, stderr } = await git.run(args, { input: message, environment: { GIT_COMMITTER_DATE: gitDate(at) } });
  const { stdout } = await git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", `refs/tags/${name}`]);
  const oid = stdout.trim();
  if (code === 0 && (await isSignedAsWanted(git, oid))) return oid;
  if (code === 0) {
    await git.must(["update-ref", "-d", `refs/tags/${name}`, oid]);
    throw notSigned(name, stderr);
  }
  if (stdout !== "") throw new PromptopsError("tag-exists", `There is a tag ${name} already.`, { where: `refs/tags/${name}` });
  throw /\bsign/.test(stderr) ? notSigned(name, stderr) : gitFailed(["tag"], stderr);
}

/** Git 2.39 writes an unsigned tag and reports success when ssh-keygen fails. */
async function isSignedAsWanted(git: Git, oid: string): Promise<boolean> {
  const { stdout } = await git.run(["config", "--type=bool", "--get", "tag.gpgSign"]);
  return stdout.trim() !== "true" || signatureStart.test(await git.must(["cat-file", "tag", oid]));
}

function notSigned(name: string, stderr: string): PromptopsError {
  return new PromptopsError("tag-not-signed", `The tag ${name} could not be signed: ${gitWords(stderr)}.`);
}
