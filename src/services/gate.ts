import { PromptopsError } from "../core/errors/promptops-error.ts";
import { promptFile } from "../core/model/document-paths.ts";
import { takenBack } from "../core/release/taken-back.ts";
import { versionName } from "../core/release/version-name.ts";
import type { GatedPrompt } from "../core/results/gate.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import { loadPrompt, type LoadedPrompt } from "./load-prompt.ts";
import { openConfig } from "./open-config.ts";
import { askGate, type GateRun } from "./release/ask-gate.ts";
import { requireExplained } from "./release/explained-log.ts";
import { floorSince } from "./release/floor-since.ts";
import { fetchForGate } from "./release/fetch-for-gate.ts";
import { gatedStates } from "./release/gated-states.ts";
import { liveVersion } from "./release/live-version.ts";
import { foreignPolicy, policyProject, toldOf } from "./release/policy-project.ts";
import type { GateDeps } from "./release/release-deps.ts";
import { releaseRemote } from "./release/release-remote.ts";
import { targetEnvironment } from "./release/target-environment.ts";
import { newestTip, viewLog } from "./release/view-log.ts";

export interface GateInput extends GateRun {
  readonly prompt: string;
  /** Default: `release.target`, else the only environment there is. */
  readonly environment?: string | undefined;
  /** A revision to judge. Default: the work tree as it is. */
  readonly ref?: string | undefined;
  /** A revision that only the prompt is taken from, with its partials and files; the work tree judges it. */
  readonly promptsFrom?: string | undefined;
  /** Go by what this repository knows of the release log, without asking the remote. */
  readonly offline?: boolean | undefined;
}

/**
 * Would this go live? Decides as `publish` and `promote` do, and releases nothing.
 * @throws PromptopsError `unknown-prompt`, `unknown-environment`, `unknown-revision`, `remote-unreachable`, `release-log-lost`, `release-log-forged` …
 */
export async function gate(
  deps: GateDeps & { readonly workTree: DocumentSource },
  { prompt, environment, ref, promptsFrom, offline = false, ...run }: GateInput,
): Promise<GatedPrompt> {
  const { git } = deps;
  const { source, judging } = await gatedStates(deps, { ref, promptsFrom });
  const config = await openConfig(judging);
  const target = targetEnvironment(config, environment);
  const loaded = await loadPrompt(source, prompt);
  const judgedBy = judging === source ? undefined : { source: judging, loaded: await knownPrompt(judging, prompt) };
  const remote = await releaseRemote(git, config);
  if (!offline) await fetchForGate(git, remote, [prompt]);
  await requireExplained(git, await newestTip(git, remote));
  const { state } = await viewLog(git, remote, { prompts: [prompt], environments: target === undefined ? [] : [target] });
  const baseline = await liveVersion(git, state, prompt, target);
  const { report } = await askGate(deps, { config, configSource: judging, environment: target, candidate: { source, loaded }, judgedBy, baseline }, run);
  const foreign = await foreignPolicy(() => policyProject(git, remote, config), target, prompt, { config, source: judging });
  const back = target === undefined ? undefined : takenBack(state, { environment: target, prompt }, (left) => left.prompt_digest === loaded.digest);
  const floor = baseline && floorSince(baseline, loaded);
  return {
    prompt,
    source: source.description,
    prompt_digest: loaded.digest,
    ...(target === undefined ? {} : { environment: target }),
    gate: report,
    ...toldOf(foreign),
    ...(back === undefined ? {} : { taken_back: back }),
    ...(floor === undefined ? {} : { floor: { ...floor, since: versionName({ prompt, version: floor.since }) } }),
  };
}

/** The prompt there. One that is not there yet has nothing it could be held to. @throws PromptopsError `no-suites`. */
export async function knownPrompt(source: DocumentSource, prompt: string): Promise<LoadedPrompt> {
  if ((await source.read(promptFile(prompt))) !== undefined) return loadPrompt(source, prompt);
  throw new PromptopsError("no-suites", `There is no prompt ${prompt} in ${source.description}, and so no suite to judge it by.`, {
    where: "--prompts-from",
    hint: "Somebody you trust has to bring in its suites before it can be judged.",
  });
}
