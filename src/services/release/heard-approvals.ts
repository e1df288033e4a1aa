import type { HeardApproval } from "../../core/release/count-approvals.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { ProvenVersion } from "./proven-version.ts";

/**
 * What people said of a version for an environment, oldest first: by the entries themselves, so that a word that somebody said again, with their
 * signature this time, is heard as well.
 */
export async function heardApprovals(git: GitRepo, { said }: ProvenVersion, environment: string): Promise<HeardApproval[]> {
  const entries = said.filter(({ event }) => event.kind === "approve" && event.environment === environment);
  const signatures = await git.commitSignatures(entries.map(({ commit }) => commit));
  return entries.map(({ event: { by, at, sequence, reason } }, index) => ({
    environment,
    by,
    at,
    sequence,
    ...(reason === undefined ? {} : { reason }),
    signer: signatures[index]?.signer,
  }));
}
