import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { VersionRecord } from "../core/release/release-state.ts";
import { isSamePerson } from "../core/release/same-person.ts";
import { versionName } from "../core/release/version-name.ts";
import type { ApproveResult } from "../core/results/approve.ts";
import { committedProject, requireEnvironment, requireIdentity } from "./release/committed-project.ts";
import { namedVersion } from "./release/named-version.ts";
import { openLog } from "./release/open-log.ts";
import { fetchPolicy, policyProject } from "./release/policy-project.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { ReleaseDeps } from "./release/release-deps.ts";
import { requireRecord } from "./release/released-version.ts";
import { releaseRemote } from "./release/release-remote.ts";
import { untilSettled } from "./release/until-settled.ts";

export interface ApproveInput {
  /** `billing/summarize@1.2.0` */
  readonly version: string;
  readonly environment: string;
  readonly reason?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Records that somebody lets a version go to an environment. It needs no gate: that speaks for itself when the version is promoted.
 * @throws PromptopsError `unknown-version`, `unknown-environment`, `own-version`, `no-approvals-wanted`, `not-an-approver`, `remote-unreachable` …
 */
export async function approve(deps: ReleaseDeps, { version, environment, reason, dryRun = false }: ApproveInput): Promise<ApproveResult> {
  const { git } = deps;
  const name = await namedVersion(git, version);
  const by = await requireIdentity(git);
  const project = await committedProject(git);
  const remote = await releaseRemote(git, project.config);
  await fetchPolicy(git, remote, false);
  const { approvers, approvals: wanted = 0 } = requireEnvironment((await policyProject(git, remote, project.config)).config, environment);
  if (wanted === 0)
    throw new PromptopsError("no-approvals-wanted", `${environment} asks for no approvals, so nobody's word is missing there.`, {
      hint: `\`promptops promote ${versionName(name)} ${environment}\` goes without; \`approvals\` of the environment asks for some.`,
    });
  if (approvers !== undefined && !approvers.some((email) => isSamePerson({ email }, by)))
    throw new PromptopsError("not-an-approver", `${by.email} is not among those whose approval counts for ${environment}.`, {
      hint: `Ask one of them: ${approvers.join(", ")}.`,
    });
  return untilSettled(deps, async () => {
    const scope = { prompts: [name.prompt], environments: [environment] };
    const { log, state } = await openLog(deps, { remote, prompts: [name.prompt], mayBeOffline: false, scope, dryRun });
    const record = requireRecord(state, name);
    if (isSamePerson(record.by, by))
      throw new PromptopsError("own-version", `${versionName(name)} was published by ${by.email}, and nobody approves their own version.`);
    const about = { ...name, environment, wanted };
    const had = approvalsOf(record, environment);
    if (had.some((approval) => isSamePerson(approval.by, by)))
      return { outcome: "already-approved" as const, ...about, approvals: had, ...recordedParts(log, []) };
    const at = new Date(deps.clock.now()).toISOString();
    const words = reason === undefined ? {} : { reason };
    if (dryRun) {
      const approvals = [...had, { environment, by, at, sequence: state.sequence + 1, ...words }];
      return { outcome: "planned" as const, ...about, approvals, ...recordedParts(log, []) };
    }
    const draft = { kind: "approve" as const, at, by, about: name, environment, changes: [], ...words };
    const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: false });
    if (recorded === "moved") return "moved";
    const approvals = [...had, { environment, by, at, sequence: recorded.event.sequence, ...words }];
    return { outcome: "approved" as const, ...about, approvals, ...recordedParts(log, [], recorded) };
  });
}

function approvalsOf({ approvals = [] }: VersionRecord, environment: string): NonNullable<VersionRecord["approvals"]> {
  return approvals.filter((approval) => approval.environment === environment);
}
