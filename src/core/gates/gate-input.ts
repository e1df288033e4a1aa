import type { ErrorCause } from "../eval/error-causes.ts";
import type { Evidence } from "../eval/evidence.ts";
import type { Acceptance } from "../model/acceptance.ts";
import type { GatePolicy } from "../model/gate-policy.ts";
import type { AcceptedFinding } from "../validators/accepted-finding.ts";
import type { Finding } from "../validators/finding.ts";
import type { CaseContents } from "./case-clusters.ts";
import type { Judging } from "./judging.ts";
import type { Sequence } from "./sequential/sequence.ts";

/** The prompt that asks to go live. */
export interface GateCandidate {
  readonly promptDigest: string;
  /** Absent before it is published. */
  readonly version?: string | undefined;
  /** May be absent when there are findings, or when the digest is the baseline's: no evaluation would change the verdict. */
  readonly evidence?: Evidence | undefined;
}

/** The version that is live now, evaluated on the candidate's suites. */
export interface GateBaseline {
  readonly promptDigest: string;
  readonly version: string;
  /** May be absent in `smoke` mode, and when the digest is the candidate's. */
  readonly evidence?: Evidence | undefined;
}

/** Sealed suites that decide, and what became of counting the look at them. */
export interface Holdout {
  readonly suites: readonly string[];
  /** The how-manieth look this is, from 1; undefined where it could not be counted. */
  readonly look: number | undefined;
  /** Why it could not be counted, and the next step; absent when nobody tried. */
  readonly uncounted?: { readonly why: string; readonly hint: string } | undefined;
}

/** Everything a gate goes by. */
export interface GateInput {
  /** The prompt's id. */
  readonly prompt: string;
  /** What `gatePolicyOf` made of config and manifest; absent keys take their defaults. */
  readonly policy: GatePolicy;
  /** The environment that would point at the candidate. */
  readonly environment?: string | undefined;
  readonly candidate: GateCandidate;
  readonly baseline?: GateBaseline | undefined;
  /** True when nothing is live in the environment: the gate then is `smoke`, whatever the policy's mode. */
  readonly first: boolean;
  /** The evidence comes case after case in this order and may be partial; absent = it is whole. Of no account in `smoke` mode. */
  readonly sequence?: Sequence | undefined;
  /** Milliseconds since the epoch: what the age of evidence is counted to. */
  readonly at: number;
  /** Absent = no suite that decides is sealed. */
  readonly holdout?: Holdout | undefined;
  /** What the cases ask, so that those that ask the same count as one; absent = only those that are the same in all else are known. */
  readonly contents?: CaseContents | undefined;
  /** Tags by `suite/case`, as the suites have them now; absent = as they were when the cases were run. */
  readonly tags?: ReadonlyMap<string, readonly string[]> | undefined;
  /** Who decides the cases; absent = nobody looked, which a policy that asks for calibrated judges does not let pass. */
  readonly judging?: Judging | undefined;
  /** Why cases of the evidence ended in an error, the commonest first; absent = nobody knows any more. */
  readonly causes?: readonly ErrorCause[] | undefined;
  /** What `validatePrompt` found in the candidate and nobody accepts. */
  readonly findings: readonly Finding[];
  /** What it found besides, and the manifest that counts accepts; absent = nothing. */
  readonly accepted?: readonly AcceptedFinding[] | undefined;
  /** Acceptances of that manifest that nothing found needs; absent = none. */
  readonly unusedAcceptances?: readonly Acceptance[] | undefined;
}
