import { PromptopsError } from "../core/errors/promptops-error.ts";
import { makeStatement } from "../core/release/make-statement.ts";
import { requireVersionNumber, type Bump } from "../core/release/next-version.ts";
import { nextEnvironment } from "../core/release/plan-promote.ts";
import type { PublishPlan } from "../core/release/plan-publish.ts";
import type { Person } from "../core/release/release-event.ts";
import type { ReleaseState } from "../core/release/release-state.ts";
import { writeTagMessage } from "../core/release/tag-message.ts";
import { parseVersionName, versionName, type VersionName } from "../core/release/version-name.ts";
import type { PublishResult } from "../core/results/publish.ts";
import type { LoadedPrompt } from "./load-prompt.ts";
import { askGate, type GateAnswer, type GateRun } from "./release/ask-gate.ts";
import { committedProject, requireIdentity, type CommittedProject } from "./release/committed-project.ts";
import { committedPrompt } from "./release/committed-prompt.ts";
import { liveVersion } from "./release/live-version.ts";
import { openLog } from "./release/open-log.ts";
import { foreignPolicy, policyProject, toldOf } from "./release/policy-project.ts";
import { publishPlan } from "./release/publish-plan.ts";
import { recordEvent, type VersionToTag } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { GateDeps, ReleaseDeps } from "./release/release-deps.ts";
import { releaseRemote } from "./release/release-remote.ts";
import type { ReleasedVersion } from "./release/released-version.ts";
import { targetEnvironment } from "./release/target-environment.ts";
import { untilSettled } from "./release/until-settled.ts";

export interface PublishInput extends GateRun {
  readonly prompt: string;
  readonly version?: string | undefined;
  readonly bump?: Bump | undefined;
  /** The environment whose live version is the baseline. Default: `release.target`, else the only environment there is. */
  readonly target?: string | undefined;
  /** For the tag, in place of the gate's sentence. */
  readonly message?: string | undefined;
  /** Decides and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

type PublishDeps = ReleaseDeps & GateDeps;

/** Everything that stays the same while others may move the log. */
interface Candidate {
  readonly project: CommittedProject;
  readonly loaded: LoadedPrompt;
  readonly environment: string | undefined;
  readonly remote: string | undefined;
  readonly by: Person;
}

/**
 * Makes a version of the prompt as committed, when its gate agrees: an annotated tag and an entry in the release log, on the remote
 * together when there is one. What is live anywhere does not change.
 * @throws PromptopsError `uncommitted-changes`, `below-semver-floor`, `unknown-identity`, `remote-unreachable` …
 */
export async function publish(deps: PublishDeps, input: PublishInput): Promise<PublishResult> {
  const { git } = deps;
  if (input.version !== undefined) requireVersionNumber(input.version);
  requireBareId(input.prompt);
  const by = await requireIdentity(git);
  const project = await committedProject(git);
  const environment = targetEnvironment(project.config, input.target);
  const loaded = await committedPrompt(git, project, input.prompt);
  const candidate = { project, loaded, environment, remote: await releaseRemote(git, project.config), by };
  return untilSettled(deps, () => attempt(deps, input, candidate));
}

async function attempt(deps: PublishDeps, input: PublishInput, candidate: Candidate): Promise<PublishResult | "moved"> {
  const { git } = deps;
  const { project, loaded, environment, remote } = candidate;
  const scope = { prompts: [input.prompt], environments: Object.keys(project.config.environments ?? {}) };
  const { log, state } = await openLog(deps, { remote, prompts: [input.prompt], mayBeOffline: false, scope, dryRun: input.dryRun === true });
  const { plan, floor } = await publishPlan(git, state, input, loaded);
  const about = {
    prompt: input.prompt,
    prompt_digest: loaded.digest,
    commit: project.commit,
    ...(floor === undefined ? {} : { floor }),
    ...(environment === undefined ? {} : { environment }),
  };
  if (plan.kind === "already")
    return {
      outcome: "already-published",
      ...about,
      version: plan.record.version,
      tag: plan.record.tag,
      ...promoteTo(state, candidate, plan.record),
      ...recordedParts(log, []),
    };

  const baseline = await liveVersion(git, state, input.prompt, environment);
  const question = {
    config: project.config,
    configSource: project.source,
    environment,
    candidate: { source: project.source, loaded, version: plan.version },
    baseline,
  };
  const answer = await askGate(deps, question, input);
  const foreign = await foreignPolicy(() => policyProject(git, remote, project.config), environment, input.prompt, project);
  const decided = { ...about, version: plan.version, gate: answer.report, ...toldOf(foreign) };
  if (answer.report.verdict !== "pass") return { outcome: "refused", ...decided, ...recordedParts(log, []) };
  if (input.dryRun === true) return { outcome: "planned", ...decided, ...recordedParts(log, []) };

  const at = deps.clock.now();
  const { verdict, mode, summary } = answer.report;
  const version = versionToTag(deps, input, candidate, plan, baseline, answer, at);
  const draft = { kind: "publish" as const, at: new Date(at).toISOString(), by: candidate.by, changes: [], gate: { verdict, mode, summary } };
  const recorded = await recordEvent(deps, { log, state, draft, version, mayBeOffline: false });
  if (recorded === "moved") return "moved";
  return { outcome: "published", ...decided, ...tagIn(recorded.event), ...promoteTo(state, candidate, version), ...recordedParts(log, [], recorded) };
}

function promoteTo(state: ReleaseState, { project, environment }: Candidate, name: VersionName): { promote_to?: string } {
  const next = environment === undefined ? undefined : nextEnvironment(state, project.config.environments ?? {}, environment, name);
  return next === undefined ? {} : { promote_to: next };
}

function tagIn({ version }: { readonly version?: { readonly tag: string } }): { tag?: string } {
  return version === undefined ? {} : { tag: version.tag };
}

function versionToTag(
  deps: PublishDeps,
  { prompt, message }: PublishInput,
  { project, loaded, by }: Candidate,
  plan: PublishPlan & { kind: "publish" },
  baseline: ReleasedVersion | undefined,
  answer: GateAnswer,
  at: number,
): VersionToTag {
  const { version, finish } = plan;
  const name = { prompt, version, promptDigest: loaded.digest };
  if (finish !== undefined) return { ...name, tag: { oid: finish.tag } };
  const { report, evidence, baselineEvidence, accepted } = answer;
  const compared = baseline && { version: baseline.version, promptDigest: baseline.loaded.digest, evidence: baselineEvidence };
  const statement = makeStatement({
    ...name,
    commit: project.commit,
    evidence,
    baseline: compared,
    gate: report,
    accepted,
    message,
    toolVersion: deps.toolVersion,
    by,
    at,
  });
  return { ...name, tag: { name: versionName(name), commit: project.commit, message: writeTagMessage(statement), at } };
}

/** @throws PromptopsError `invalid-id` for a version's name: which number comes next is what publishing decides. */
function requireBareId(text: string): void {
  const named = parseVersionName(text);
  if (named === undefined) return;
  throw new PromptopsError("invalid-id", `\`publish\` takes a prompt's id without a version, and "${text}" has one.`, {
    hint: `Run \`promptops publish ${named.prompt}\`; a number of your own is \`--version ${named.version}\`.`,
  });
}
