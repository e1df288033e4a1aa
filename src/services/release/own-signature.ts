import type { Person } from "../../core/release/release-event.ts";
import type { GitRepo, Signature } from "../../ports/git-repo.ts";

/**
 * What git would make of an entry that this person writes now: tried on a commit that no branch will ever hold, so that nothing is written, and no
 * model asked, for what nobody would believe afterwards.
 * @throws PromptopsError `commit-not-signed` when git is set to sign and cannot.
 */
export async function ownSignature(git: GitRepo, by: Person, now: number): Promise<Signature> {
  const commit = await git.writeCommit({ parent: undefined, files: {}, message: "Who signs here?\n", author: by, at: now, signed: true });
  const [signature] = await git.commitSignatures([commit]);
  return signature ?? { status: "unsigned" };
}
