import type { Environment } from "../model/config.ts";
import type { Approval } from "./release-state.ts";
import { isSameByTraces, isSamePerson, tracesOf, voiceOf, type Traces } from "./same-person.ts";
import { signsFor, type Signer } from "./signer.ts";

/** Somebody's word as an entry of the log gives it. */
export interface HeardApproval extends Approval {
  /** Whose signature the entry carries, where git trusts it. */
  readonly signer?: Signer | undefined;
}

export interface CountedApprovals {
  /** One per person. */
  readonly counting: readonly HeardApproval[];
  /** Of whoever made the version. */
  readonly own: readonly HeardApproval[];
  /** They would count if they carried the signature of whoever they name. */
  readonly unproven: readonly HeardApproval[];
  /** Given before a rollback took the version out of there: whoever still means it says so again. */
  readonly outdated: readonly HeardApproval[];
}

export interface ApprovalQuestion {
  readonly policy: Pick<Environment, "approvers" | "signed">;
  /** Of one version for one environment, oldest first. */
  readonly approvals: readonly HeardApproval[];
  /** Everybody who made the version. */
  readonly authors: readonly Traces[];
  /** The entry whose rollback took it out of that environment last. */
  readonly leftAt?: number | undefined;
}

/** Whose word counts: of those who may give it, each once, and nobody's of what they made themselves. */
export function countApprovals({ policy: { approvers, signed = false }, approvals, authors, leftAt = 0 }: ApprovalQuestion): CountedApprovals {
  const counting: (HeardApproval & { readonly traces: Traces })[] = [];
  const own: HeardApproval[] = [];
  const unproven: HeardApproval[] = [];
  const outdated: HeardApproval[] = [];
  for (const approval of approvals) {
    const { by, signer } = approval;
    const isProven = signer !== undefined && signsFor(signer, by);
    const traces = signed && !isProven ? tracesOf(by) : voiceOf(by, signer);
    if (approvers !== undefined && !approvers.some((listed) => traces.has(listed.toLowerCase()))) continue;
    if (authors.some((author) => isSameByTraces(author, traces))) own.push(approval);
    else if (approval.sequence < leftAt) outdated.push(approval);
    else if (signed && !isProven) unproven.push(approval);
    else if (!counting.some((other) => isSameByTraces(other.traces, traces))) counting.push({ ...approval, traces });
  }
  const isHeard = ({ by }: HeardApproval) => counting.some((other) => isSamePerson(other.by, by));
  return {
    counting: counting.map(({ traces: _, ...approval }) => approval),
    own,
    unproven: unproven.filter((approval) => !isHeard(approval)),
    outdated: outdated.filter((approval) => !isHeard(approval)),
  };
}
