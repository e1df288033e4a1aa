import type { ApprovalQuestion } from "../../core/release/count-approvals.ts";
import { policyRefusals, type PolicyRefusal } from "../../core/release/promotion-policy.ts";
import type { Environment } from "../../core/model/config.ts";
import type { Person } from "../../core/release/release-event.ts";
import type { VersionRecord } from "../../core/release/release-state.ts";
import { tracesOf } from "../../core/release/same-person.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { heardApprovals } from "./heard-approvals.ts";
import { provenVersion, type LogEnd } from "./proven-version.ts";

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
  readonly log: LogEnd;
}

type Question = Omit<PolicyAsked, "commit" | "remote" | "log">;

/** What an environment's policy holds against a version, asking git only what the policy wants to know. */
export async function askPolicy(git: GitRepo, { commit, remote, log, ...question }: PolicyAsked): Promise<PolicyRefusal[]> {
  const { policy, record } = question;
  const onBranch = policy.branch === undefined ? true : await isOnBranch(git, policy.branch, commit, remote);
  const signature = policy.signed === true ? (await git.verifySignature(record.tag)).status : "good";
  const heard = policy.approvals === undefined ? undefined : await hear(git, question, log);
  return policyRefusals({ ...question, onBranch, signature, heard });
}

/** As the remote has the branch, where there is one. Undefined when the branch is not known. */
async function isOnBranch(git: GitRepo, branch: string, commit: string, remote: string | undefined): Promise<boolean | undefined> {
  const tip = await git.resolve(remote === undefined ? `refs/heads/${branch}` : `refs/remotes/${remote}/${branch}`);
  return tip === undefined ? undefined : tip === commit || git.isAncestor(commit, tip);
}

async function hear(git: GitRepo, { environment, policy, record }: Question, log: LogEnd): Promise<Omit<ApprovalQuestion, "policy">> {
  const proven = await provenVersion(git, log, record);
  return { approvals: await heardApprovals(git, proven, environment, policy.signed === true), authors: [tracesOf(proven.published.event.by)] };
}
