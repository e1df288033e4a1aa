import type { ApprovalQuestion } from "../../core/release/count-approvals.ts";
import { policyRefusals, type PolicyCode, type PolicyRefusal } from "../../core/release/promotion-policy.ts";
import type { Environment } from "../../core/model/config.ts";
import type { Person } from "../../core/release/release-event.ts";
import { leftByRollback } from "../../core/release/left-by-rollback.ts";
import { liveKey, type ReleaseState, type VersionRecord } from "../../core/release/release-state.ts";
import { liveFile } from "../../core/release/state-files.ts";
import { isFingerprint } from "../../core/release/same-person.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { heardApprovals } from "./heard-approvals.ts";
import { ownSignature } from "./own-signature.ts";
import { provenVersion, type LogEnd } from "./proven-version.ts";
import { readEntriesOf } from "./release-log.ts";
import type { ReleasedVersion } from "./released-version.ts";
import { versionAuthors } from "./version-authors.ts";

export interface PolicyAsked {
  readonly environment: string;
  readonly policy: Environment;
  readonly record: VersionRecord;
  readonly candidate: ReleasedVersion;
  readonly by: Person;
  readonly now: number;
  /** See `PolicyQuestion`. */
  readonly before?: { readonly version: string | undefined } | undefined;
  readonly remote: string | undefined;
  /** The end of the release log that everything was read from, and its number. */
  readonly log: LogEnd;
  readonly state: ReleaseState;
}

/** What an environment's policy holds against a version, asking git only what the policy wants to know. */
export async function askPolicy(git: GitRepo, asked: PolicyAsked): Promise<PolicyRefusal[]> {
  const { candidate, remote, policy, record } = asked;
  const onBranch = policy.branch === undefined ? true : await isOnBranch(git, policy.branch, candidate.commit, remote);
  const signature = policy.signed === true ? (await git.verifySignature(record.tag)).status : "good";
  const own = asksWhoSigns(policy) ? await ownSignature(git, asked.by, asked.now) : undefined;
  const heard = policy.approvals === undefined ? undefined : await hear(git, asked);
  return policyRefusals({ ...asked, onBranch, signature, own, heard });
}

/** Of the version itself: what would change with the asker or the hour is no reason. */
const ofVersion: readonly PolicyCode[] = ["deprecated", "not-promotable", "not-on-branch", "signature-missing"];

/** What keeps a version out whoever promotes it, approvals left aside. */
export async function askPolicyOfVersion(git: GitRepo, asked: PolicyAsked): Promise<PolicyRefusal[]> {
  const { approvals: _, publishers: __, ...policy } = asked.policy;
  return (await askPolicy(git, { ...asked, policy })).filter(({ code }) => ofVersion.includes(code));
}

function asksWhoSigns({ signed, publishers = [] }: Environment): boolean {
  return signed === true || publishers.some(isFingerprint);
}

/** As the remote has the branch, where there is one. Undefined when the branch is not known. */
async function isOnBranch(git: GitRepo, branch: string, commit: string, remote: string | undefined): Promise<boolean | undefined> {
  const tip = await git.resolve(remote === undefined ? `refs/heads/${branch}` : `refs/remotes/${remote}/${branch}`);
  return tip === undefined ? undefined : tip === commit || git.isAncestor(commit, tip);
}

/** Git finds the entries, and only for a version that was live there once. */
async function leftAt(
  git: GitRepo,
  { environment, record: { prompt, version }, state, log }: Pick<PolicyAsked, "environment" | "record" | "state" | "log">,
): Promise<number | undefined> {
  const there = { environment, prompt };
  const wasLive = state.live.get(liveKey(there))?.earlier.some((earlier) => earlier.version === version) === true;
  if (!wasLive || log.tip === undefined) return undefined;
  const entries = await readEntriesOf(git, (await git.commits(log.tip, [liveFile(there)])).reverse());
  return leftByRollback(
    entries.map(({ event }) => event),
    { ...there, version },
  );
}

/** What a count of approvals goes by. @throws PromptopsError `release-log-forged`, `history-missing`. */
export async function hear(
  git: GitRepo,
  { environment, policy, record, candidate, state, log }: Pick<PolicyAsked, "environment" | "policy" | "record" | "candidate" | "state" | "log">,
): Promise<Omit<ApprovalQuestion, "policy">> {
  const proven = await provenVersion(git, log, record);
  const approvals = await heardApprovals(git, proven, environment);
  return {
    approvals,
    leftAt: approvals.length === 0 ? undefined : await leftAt(git, { environment, record, state, log }),
    authors: await versionAuthors(git, { proven, version: candidate, state, environment, judged: policy.signed === true }),
  };
}
