import { policyRefusals, type PolicyRefusal } from "../../core/release/promotion-policy.ts";
import { signsFor } from "../../core/release/signer.ts";
import type { Environment } from "../../core/model/config.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { VersionRecord } from "../../core/release/release-state.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

export interface PolicyAsked {
  readonly environment: string;
  readonly policy: Environment;
  readonly record: VersionRecord;
  readonly commit: string;
  readonly by: Person;
  readonly now: number;
  /** See `PolicyQuestion`. */
  readonly before?: { readonly version: string | undefined } | undefined;
  readonly remote: string | undefined;
  /** The end of the release log that the record was read from, and its number. */
  readonly log: { readonly tip: string | undefined; readonly sequence: number };
}

/** What an environment's policy holds against a version, asking git only what the policy wants to know. */
export async function askPolicy(git: GitRepo, { commit, remote, log, ...question }: PolicyAsked): Promise<PolicyRefusal[]> {
  const { policy, record } = question;
  const onBranch = policy.branch === undefined ? true : await isOnBranch(git, policy.branch, commit, remote);
  const signature = policy.signed === true ? (await git.verifySignature(record.tag)).status : "good";
  const signedEntries = policy.signed === true && policy.approvals !== undefined ? await signedApprovals(git, question, log) : undefined;
  return policyRefusals({ ...question, onBranch, signature, signedEntries });
}

/** As the remote has the branch, where there is one. Undefined when the branch is not known. */
async function isOnBranch(git: GitRepo, branch: string, commit: string, remote: string | undefined): Promise<boolean | undefined> {
  const tip = await git.resolve(remote === undefined ? `refs/heads/${branch}` : `refs/remotes/${remote}/${branch}`);
  return tip === undefined ? undefined : tip === commit || git.isAncestor(commit, tip);
}

/** Anybody can call themselves anything in git: where signatures count, an approval is whose signature its entry carries. */
async function signedApprovals(git: GitRepo, { environment, record }: Pick<PolicyAsked, "environment" | "record">, { tip, sequence }: PolicyAsked["log"]) {
  const signed = new Set<number>();
  for (const approval of record.approvals ?? []) {
    if (approval.environment !== environment || tip === undefined) continue;
    // Every entry has the one before it as its only parent.
    const commit = await git.resolve(`${tip}~${sequence - approval.sequence}`);
    const [signature] = commit === undefined ? [] : await git.commitSignatures([commit]);
    if (signature?.signer !== undefined && signsFor(signature.signer, approval.by)) signed.add(approval.sequence);
  }
  return signed;
}
