import { policyRefusals, type PolicyRefusal } from "../../core/release/promotion-policy.ts";
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
  readonly remote: string | undefined;
}

/** What an environment's policy holds against a version, asking git only what the policy wants to know. */
export async function askPolicy(git: GitRepo, { commit, remote, ...question }: PolicyAsked): Promise<PolicyRefusal[]> {
  const { policy, record } = question;
  const onBranch = policy.branch === undefined ? true : await isOnBranch(git, policy.branch, commit, remote);
  const signature = policy.signed === true ? (await git.verifySignature(record.tag)).status : "good";
  return policyRefusals({ ...question, onBranch, signature });
}

/** As the remote has the branch, where there is one. Undefined when the branch is not known. */
async function isOnBranch(git: GitRepo, branch: string, commit: string, remote: string | undefined): Promise<boolean | undefined> {
  const tip = await git.resolve(remote === undefined ? `refs/heads/${branch}` : `refs/remotes/${remote}/${branch}`);
  return tip === undefined ? undefined : tip === commit || git.isAncestor(commit, tip);
}
