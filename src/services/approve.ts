import { PromptopsError } from "../core/errors/promptops-error.ts";
import { countApprovals, type HeardApproval } from "../core/release/count-approvals.ts";
import type { Person } from "../core/release/release-event.ts";
import { liveKey, type VersionRecord } from "../core/release/release-state.ts";
import { isListed, isSameByTraces, isSamePerson, voiceOf } from "../core/release/same-person.ts";
import { signatureDoubt, signHint } from "../core/release/signature-doubt.ts";
import { versionName } from "../core/release/version-name.ts";
import type { ApproveResult } from "../core/results/approve.ts";
import type { Signature } from "../ports/git-repo.ts";
import { askPolicyOfVersion, hear } from "./release/ask-policy.ts";
import { committedProject, requireEnvironment, requireIdentity } from "./release/committed-project.ts";
import { namedVersion } from "./release/named-version.ts";
import { openLog } from "./release/open-log.ts";
import { ownSignature } from "./release/own-signature.ts";
import { fetchPolicy, policyProject } from "./release/policy-project.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { ReleaseDeps } from "./release/release-deps.ts";
import { readReleased, requireRecord } from "./release/released-version.ts";
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
 * @throws PromptopsError `unknown-version`, `unknown-environment`, `own-version`, `no-approvals-wanted`, `not-an-approver`, `approval-not-signed`, `remote-unreachable` …
 */
export async function approve(deps: ReleaseDeps, { version, environment, reason, dryRun = false }: ApproveInput): Promise<ApproveResult> {
  const { git } = deps;
  const name = await namedVersion(git, version, { command: "promptops approve", environment });
  const by = await requireIdentity(git);
  const project = await committedProject(git);
  const remote = await releaseRemote(git, project.config);
  const asked = await fetchPolicy(git, remote, [name.prompt]);
  const rules = await policyProject(git, remote, project.config);
  const policy = requireEnvironment(rules.config, environment);
  const { approvers = [], approvals: wanted = 0, signed = false } = policy;
  if (wanted === 0)
    throw new PromptopsError("no-approvals-wanted", `${environment} asks for no approvals, so nobody's word is missing there.`, {
      hint: `\`promptops promote ${versionName(name)} ${environment}\` goes without; \`approvals\` of the environment asks for some.`,
    });
  const signature = await ownSignature(git, by, deps.clock.now());
  if (policy.approvers !== undefined && !isListed(approvers, by, signature.signer))
    throw new PromptopsError("not-an-approver", `${by.email} is not among those whose approval counts for ${environment}.`, {
      hint: `Ask one of them: ${approvers.join(", ")}.`,
    });
  if (signed) requireOwnSignature(signature, by, environment);
  const me = voiceOf(by, signature.signer);
  return untilSettled(deps, async (isFirst) => {
    const { promotes_from: source } = policy;
    const scope = { prompts: [name.prompt], environments: [environment, ...(source === undefined ? [] : [source])] };
    const there = isFirst ? asked : undefined;
    const { log, state } = await openLog(deps, { remote, prompts: [name.prompt], mayBeOffline: false, there, scope, dryRun });
    const record = requireRecord(state, name);
    const candidate = await readReleased(git, state, name);
    const end = { tip: log.tip, sequence: state.sequence };
    const heard = await hear(git, { environment, policy, record, candidate, state, log: end });
    if (heard.authors.some((author) => isSameByTraces(author, me))) throw ownVersion(record, by, environment);
    const before = source === undefined ? undefined : { version: state.live.get(liveKey({ environment: source, prompt: name.prompt }))?.version };
    const question = { environment, policy, record, candidate, by, now: deps.clock.now(), before, remote, log: end, state };
    const about = {
      ...name,
      environment,
      wanted,
      in_the_way: await askPolicyOfVersion(git, question),
      ...(rules.unknownBase === undefined ? {} : { unknown_base: rules.unknownBase }),
    };
    const { counting, unproven, outdated } = countApprovals({ policy, ...heard });
    const had = counting.map(({ signer: _, ...approval }) => approval);
    const notes = [
      ...(unproven.length === 0 ? [] : [notCounted("because it is not signed by whoever it names", unproven)]),
      ...(outdated.length === 0 ? [] : [notCounted(`because entry ${heard.leftAt} rolled the version back after it`, outdated)]),
    ];
    const told = notes.length === 0 ? log : { ...log, notes: [...log.notes, ...notes] };
    if (counting.some((approval) => isSameByTraces(voiceOf(approval.by, approval.signer), me)))
      return { outcome: "already-approved" as const, ...about, approvals: had, ...recordedParts(told, []) };
    const at = new Date(deps.clock.now()).toISOString();
    const words = reason === undefined ? {} : { reason };
    if (dryRun) {
      const approvals = [...had, { environment, by, at, sequence: state.sequence + 1, ...words }];
      return { outcome: "planned" as const, ...about, approvals, ...recordedParts(told, []) };
    }
    const draft = { kind: "approve" as const, at, by, about: name, environment, changes: [], ...words };
    const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: false });
    if (recorded === "moved") return "moved";
    const approvals = [...had, { environment, by, at, sequence: recorded.event.sequence, ...words }];
    return { outcome: "approved" as const, ...about, approvals, ...recordedParts(told, [], recorded) };
  });
}

function ownVersion(record: VersionRecord, by: Person, environment: string): PromptopsError {
  const why = isSamePerson(record.by, by)
    ? `was published by ${by.email}`
    : `is also the work of ${by.email}: they signed it, or committed to the prompt since the version that is live in ${environment}`;
  return new PromptopsError("own-version", `${versionName(record)} ${why}, and nobody approves their own version.`);
}

/** What would not count is not written: it would only be in the way of the real word. */
function requireOwnSignature(signature: Signature, by: Person, environment: string): void {
  const doubt = signatureDoubt(signature, by);
  if (doubt === undefined) return;
  throw new PromptopsError("approval-not-signed", `${environment} counts only approvals signed by whoever gives them, and ${doubt}.`, {
    hint: signHint(by),
  });
}

function notCounted(why: string, approvals: readonly HeardApproval[]): string {
  const names = approvals.map(({ by, sequence }) => `${by.email} (entry ${sequence})`).join(", ");
  return `Not counted, ${why}: ${names}.`;
}
