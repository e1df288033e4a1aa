import { promptIdsIn } from "../core/model/document-paths.ts";
import { environmentAfter, planPromote } from "../core/release/plan-promote.ts";
import { publishedVersions } from "../core/release/plan-publish.ts";
import type { Person } from "../core/release/release-event.ts";
import type { VersionName } from "../core/release/version-name.ts";
import type { PromoteResult } from "../core/results/promote.ts";
import type { Environment } from "../core/model/config.ts";
import { askGate, type GateRun } from "./release/ask-gate.ts";
import { askPolicy } from "./release/ask-policy.ts";
import { committedProject, requireEnvironment, requireIdentity, type CommittedProject } from "./release/committed-project.ts";
import { unknownPrompt } from "./release/known-names.ts";
import { liveVersion } from "./release/live-version.ts";
import { namedVersion } from "./release/named-version.ts";
import { openLog } from "./release/open-log.ts";
import { policyConfig } from "./release/policy-project.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { GateDeps, ReleaseDeps } from "./release/release-deps.ts";
import { readReleased, requireRecord } from "./release/released-version.ts";
import { releaseRemote } from "./release/release-remote.ts";
import { untilSettled } from "./release/until-settled.ts";

export interface PromoteInput extends GateRun {
  /** `billing/summarize@1.2.0` */
  readonly version: string;
  readonly environment: string;
  /** Decides and writes nothing. */
  readonly dryRun?: boolean | undefined;
}

type PromoteDeps = ReleaseDeps & GateDeps;

interface Asked {
  readonly name: VersionName;
  readonly policy: Environment;
  readonly project: CommittedProject;
  readonly remote: string | undefined;
  readonly by: Person;
}

/**
 * Points an environment at a published version, when the environment's policy and its gate agree. Evidence of earlier evaluations
 * counts: nothing is evaluated again that was compared with the same baseline before.
 * @throws PromptopsError `unknown-version`, `unknown-environment`, `not-promotable`, `remote-unreachable` …
 */
export async function promote(deps: PromoteDeps, input: PromoteInput): Promise<PromoteResult> {
  const name = await namedVersion(deps.git, input.version);
  const by = await requireIdentity(deps.git);
  const project = await committedProject(deps.git);
  const remote = await releaseRemote(deps.git, project.config);
  const policy = requireEnvironment(await policyConfig(deps.git, remote, project.config), input.environment);
  return untilSettled(deps, () => attempt(deps, input, { name, policy, project, remote, by }));
}

async function attempt(deps: PromoteDeps, input: PromoteInput, { name, policy, project, remote, by }: Asked): Promise<PromoteResult | "moved"> {
  const { git } = deps;
  const { environment } = input;
  const scope = { prompts: [name.prompt], environments: Object.keys(project.config.environments ?? {}) };
  const { log, state } = await openLog(deps, { remote, prompts: [name.prompt], mayBeOffline: false, scope, dryRun: input.dryRun === true });
  if (publishedVersions(state, name.prompt).length === 0) await requirePrompt(project, name.prompt);
  const candidate = await readReleased(git, state, name);
  const change = planPromote(state, { name, environment, policy });
  const about = { ...name, environment };
  const next = environmentAfter(state, project.config.environments ?? {}, environment, name);
  const further = next === undefined ? {} : { promote_to: next };
  if (change === undefined) return { outcome: "already-live", ...about, ...further, ...recordedParts(log, []) };

  const record = requireRecord(state, name);
  const refusals = await askPolicy(git, { environment, policy, record, commit: candidate.commit, by, now: deps.clock.now(), remote });
  if (refusals.length > 0) return { outcome: "refused", ...about, refusals, ...recordedParts(log, []) };

  const baseline = await liveVersion(git, state, name.prompt, environment);
  const { report } = await askGate(deps, { config: project.config, configSource: project.source, environment, candidate, baseline }, input);
  const decided = { ...about, gate: report };
  if (report.verdict !== "pass") return { outcome: "refused", ...decided, ...recordedParts(log, []) };
  if (input.dryRun === true) return { outcome: "planned", ...decided, ...recordedParts(log, [change]) };

  const { verdict, mode, summary } = report;
  const draft = { kind: "promote" as const, at: new Date(deps.clock.now()).toISOString(), by, changes: [change], gate: { verdict, mode, summary } };
  const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: false });
  return recorded === "moved" ? "moved" : { outcome: "promoted", ...decided, ...further, ...recordedParts(log, [change], recorded) };
}

/** @throws PromptopsError `unknown-prompt`. */
async function requirePrompt({ source }: CommittedProject, prompt: string): Promise<void> {
  const ids = promptIdsIn(await source.list("prompts"));
  if (!ids.includes(prompt)) throw unknownPrompt(prompt, ids);
}
