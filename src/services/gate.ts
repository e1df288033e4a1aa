import { PromptopsError } from "../core/errors/promptops-error.ts";
import { versionName } from "../core/release/version-name.ts";
import type { GateResult } from "../core/results/gate.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { loadPrompt } from "./load-prompt.ts";
import { openProject } from "./open-project.ts";
import { askGate, type GateRun } from "./release/ask-gate.ts";
import { floorSince } from "./release/floor-since.ts";
import { fetchLog } from "./release/known-remote.ts";
import { liveVersion } from "./release/live-version.ts";
import type { GateDeps } from "./release/release-deps.ts";
import { releaseRemote } from "./release/release-remote.ts";
import { targetEnvironment } from "./release/target-environment.ts";
import { viewLog } from "./release/view-log.ts";

export interface GateInput extends GateRun {
  readonly prompt: string;
  /** Default: `release.target`, else the only environment there is. */
  readonly environment?: string | undefined;
  /** A revision to judge. Default: the work tree as it is. */
  readonly ref?: string | undefined;
  /** Go by what this repository knows of the release log, without asking the remote. */
  readonly offline?: boolean | undefined;
}

/**
 * Would this go live? Decides as `publish` and `promote` do, and writes nothing.
 * @throws PromptopsError `unknown-prompt`, `unknown-environment`, `unknown-revision`, `remote-unreachable` …
 */
export async function gate(
  deps: GateDeps & { readonly workTree: DocumentSource },
  { prompt, environment, ref, offline = false, ...run }: GateInput,
): Promise<GateResult> {
  const { git } = deps;
  const source = ref === undefined ? deps.workTree : await sourceAt(git, ref);
  const { config } = await openProject(source);
  const target = targetEnvironment(config, environment);
  const loaded = await loadPrompt(source, prompt);
  const remote = await releaseRemote(git, config);
  if (!offline) await fetched(git, remote, prompt);
  const { state } = await viewLog(git, remote, { prompts: [prompt], environments: target === undefined ? [] : [target] });
  const baseline = await liveVersion(git, state, prompt, target);
  const { report } = await askGate(deps, { config, configSource: source, environment: target, candidate: { source, loaded }, baseline }, run);
  const floor = baseline && floorSince(baseline, loaded);
  return {
    prompt,
    source: source.description,
    prompt_digest: loaded.digest,
    ...(target === undefined ? {} : { environment: target }),
    gate: report,
    ...(floor === undefined ? {} : { floor: { ...floor, since: versionName({ prompt, version: floor.since }) } }),
  };
}

async function sourceAt(git: GitRepo, revision: string): Promise<DocumentSource> {
  const commit = await git.resolve(revision);
  if (commit === undefined) throw new PromptopsError("unknown-revision", `"${revision}" names no commit.`, { where: "--ref" });
  return git.at(commit);
}

/** Without knowing what is live, a gate would take everything for a first version. */
async function fetched(git: GitRepo, remote: string | undefined, prompt: string): Promise<void> {
  try {
    await fetchLog(git, remote, [prompt]);
  } catch (error) {
    if (!(error instanceof PromptopsError) || !error.code.startsWith("remote-")) throw error;
    throw new PromptopsError(error.code, error.message, { hint: "With `--offline` the gate goes by what this clone knows of the release log.", cause: error });
  }
}
