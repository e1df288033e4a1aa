import { promptIdsIn } from "../core/model/document-paths.ts";
import { environmentAfter, planPromote } from "../core/release/plan-promote.ts";
import { publishedVersions } from "../core/release/plan-publish.ts";
import type { Person } from "../core/release/release-event.ts";
import { takenBack, type TakenBack } from "../core/release/taken-back.ts";
import { liveKey } from "../core/release/release-state.ts";
import { versionName, type VersionName } from "../core/release/version-name.ts";
import type { PromoteResult } from "../core/results/promote.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { Canary } from "../core/model/after-promote.ts";
import type { Environment } from "../core/model/config.ts";
import { watchEnd } from "../core/release/judge-watch.ts";
import { checkPromotion, type PromotionToCheck } from "./release/after-promote.ts";
import { askGate, type GateRun } from "./release/ask-gate.ts";
import { askPolicy } from "./release/ask-policy.ts";
import { committedProject, requireEnvironment, requireIdentity, type CommittedProject } from "./release/committed-project.ts";
import { unknownPrompt } from "./release/known-names.ts";
import { liveVersion } from "./release/live-version.ts";
import { namedVersion } from "./release/named-version.ts";
import { openLog, type OpenLogInput } from "./release/open-log.ts";
import { fetchPolicy, foreignPolicy, gateRulesFor, policyProject, type PolicyProject } from "./release/policy-project.ts";
import { recordEvent } from "./release/record-event.ts";
import { recordedParts } from "./release/recorded-parts.ts";
import type { GateDeps, ReleaseDeps } from "./release/release-deps.ts";
import { readReleased, requireRecord, type ReleasedVersion } from "./release/released-version.ts";
import { releaseRemote } from "./release/release-remote.ts";
import { untilSettled } from "./release/until-settled.ts";

export interface PromoteInput extends GateRun {
  /** `billing/summarize@1.2.0` */
  readonly version: string;
  readonly environment: string;
  /** Decides and writes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Told before the gate is asked and anything is written, once per attempt: this version was rolled back here last. */
  readonly onTakenBack?: ((back: TakenBack, place: { readonly prompt: string; readonly environment: string }) => void) | undefined;
}

type PromoteDeps = ReleaseDeps & GateDeps;

interface Asked {
  readonly name: VersionName;
  readonly policy: Environment;
  readonly rules: PolicyProject;
  readonly project: CommittedProject;
  readonly remote: string | undefined;
  readonly by: Person;
  readonly policyOf: string | undefined;
  readonly there: OpenLogInput["there"];
}

/**
 * Points an environment at a published version, when the environment's policy and its gate agree. Evidence of earlier evaluations
 * counts: nothing is evaluated again that was compared with the same baseline before.
 * @throws PromptopsError `unknown-version`, `unknown-environment`, `remote-unreachable` …
 */
export async function promote(deps: PromoteDeps, input: PromoteInput): Promise<PromoteResult> {
  const name = await namedVersion(deps.git, input.version, { command: "promptops promote", environment: input.environment });
  const by = await requireIdentity(deps.git);
  const project = await committedProject(deps.git);
  const remote = await releaseRemote(deps.git, project.config);
  const there = await fetchPolicy(deps.git, remote, [name.prompt]);
  const rules = await policyProject(deps.git, remote, project.config);
  const policy = requireEnvironment(rules.config, input.environment);
  const policyOf = (await foreignPolicy(() => Promise.resolve(rules), input.environment, name.prompt, project))?.of;
  const asked = { name, policy, rules, project, remote, by, policyOf };
  const { result, check } = await untilSettled(deps, (isFirst) => attempt(deps, input, { ...asked, there: isFirst ? there : undefined }));
  if (check === undefined) return result;
  const { undone, ...told } = await checkPromotion(deps, { ...check, config: project.config, configSource: project.source, remote }, input);
  const after_promote = { ...told, ...(undone === undefined ? {} : { undone }) };
  if (undone?.outcome !== "rolled-back") return { ...result, after_promote };
  const { promote_to: _, watched_until: __, ...rest } = result;
  return { ...rest, outcome: "rolled-back", after_promote };
}

interface Attempted {
  readonly result: PromoteResult;
  /** What is to be asked of it now that it is live. */
  readonly check?: Pick<PromotionToCheck, "canary" | "environment" | "version" | "entry">;
}

async function attempt(
  deps: PromoteDeps,
  input: PromoteInput,
  { name, policy, rules, project, remote, by, policyOf, there }: Asked,
): Promise<Attempted | "moved"> {
  const { git } = deps;
  const { environment } = input;
  const environments = rules.config.environments ?? {};
  const scope = { prompts: [name.prompt], environments: Object.keys(environments) };
  const { log, state } = await openLog(deps, { remote, prompts: [name.prompt], mayBeOffline: false, there, scope, dryRun: input.dryRun === true });
  if (publishedVersions(state, name.prompt).length === 0) await requirePrompt(project, name.prompt);
  const candidate = await readReleased(git, state, name);
  const change = planPromote(state, { name, environment });
  const about = { ...name, environment };
  const next = environmentAfter(state, environments, environment, name);
  const further = next === undefined ? {} : { promote_to: next };
  if (change === undefined) return { result: { outcome: "already-live", ...about, ...further, ...recordedParts(log, []) } };

  const back = takenBack(state, { environment, prompt: name.prompt }, ({ version }) => version === name.version);
  const unknown = rules.unknownBase === undefined ? {} : { unknown_base: rules.unknownBase };
  const told = { ...about, ...unknown, ...(policyOf === undefined ? {} : { policy_of: policyOf }), ...(back === undefined ? {} : { taken_back: back }) };
  if (back !== undefined) input.onTakenBack?.(back, about);
  const record = requireRecord(state, name);
  const { promotes_from: source } = policy;
  const before = source === undefined ? undefined : { version: state.live.get(liveKey({ environment: source, prompt: name.prompt }))?.version };
  const asked = {
    environment,
    policy,
    record,
    before,
    candidate,
    by,
    now: deps.clock.now(),
    remote,
    log: { tip: log.tip, sequence: state.sequence },
    state,
  };
  const refusals = await askPolicy(git, asked);
  if (refusals.length > 0) return { result: { outcome: "refused", ...told, refusals, ...recordedParts(log, []) } };

  const baseline = await liveVersion(git, state, name.prompt, environment);
  const { policy: gatePolicy, accept } = await gateRulesFor(rules, environment, name.prompt, () => Promise.resolve(candidate.loaded));
  const { canary, watch } = gatePolicy.after_promote ?? {};
  requireCanarySuites(canary, candidate);
  const question = { config: project.config, configSource: project.source, environment, policy: gatePolicy, accept, candidate, baseline };
  const { report } = await askGate(deps, question, input);
  const decided = { ...told, gate: report };
  if (report.verdict !== "pass") return { result: { outcome: "refused", ...decided, ...recordedParts(log, []) } };
  if (input.dryRun === true) return { result: { outcome: "planned", ...decided, ...recordedParts(log, [change]) } };

  const { verdict, mode, summary } = report;
  const since = new Date(deps.clock.now()).toISOString();
  const draft = { kind: "promote" as const, at: since, by, changes: [change], gate: { verdict, mode, summary } };
  const recorded = await recordEvent(deps, { log, state, draft, mayBeOffline: false });
  if (recorded === "moved") return "moved";
  const watched = watch === undefined ? {} : { watched_until: new Date(watchEnd(watch, { since })).toISOString() };
  return {
    result: { outcome: "promoted", ...decided, ...watched, ...further, ...recordedParts(log, [change], recorded) },
    ...(canary === undefined ? {} : { check: { canary, environment, version: candidate, entry: recorded.event.sequence } }),
  };
}

/** What cannot be asked afterwards must not go live first. @throws PromptopsError `unknown-suite`. */
function requireCanarySuites(canary: Canary | undefined, { prompt, version, loaded }: ReleasedVersion): void {
  const missing = canary?.suites?.find((suite) => !loaded.suites.includes(suite));
  if (missing === undefined) return;
  throw new PromptopsError("unknown-suite", `${versionName({ prompt, version })} has no suite "${missing}", which its canary would ask.`, {
    where: "after_promote.canary.suites",
    hint: "Add the suite and publish again, or say otherwise under `gates` in the prompt's manifest.",
  });
}

/** @throws PromptopsError `unknown-prompt`. */
async function requirePrompt({ source }: CommittedProject, prompt: string): Promise<void> {
  const ids = promptIdsIn(await source.list("prompts"));
  if (!ids.includes(prompt)) throw unknownPrompt(prompt, ids);
}
