import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { publishedVersions } from "../../core/release/plan-publish.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import { isVersion, versionName } from "../../core/release/version-name.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { openConfig } from "../open-config.ts";
import { knownNames } from "./known-names.ts";
import { liveVersion } from "./live-version.ts";
import { readReleased } from "./released-version.ts";

/** A prompt in one state of the repository. */
export interface PromptState {
  /** `billing/summarize@1.2.0 (live in production)` */
  readonly name: string;
  /** What it is typed as: `billing/summarize@1.2.0`. */
  readonly word: string;
  readonly source: DocumentSource;
  readonly loaded: LoadedPrompt;
}

export interface StatePlaces {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly releases: ReleaseState;
}

/** `id@state` in its parts; without an `@` there is no state. */
export function splitState(text: string): readonly [id: string, state: string | undefined] {
  const at = text.indexOf("@");
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * The prompt that was named: `id` (the work tree), `id@1.2.0`, `id@production` (what is live there) or `id@HEAD~3` (any revision of git's).
 * @throws PromptopsError `invalid-id`, `unknown-prompt`, `unknown-version`, `unknown-revision`, `nothing-live`.
 */
export async function promptState({ git, workTree, releases }: StatePlaces, text: string): Promise<PromptState> {
  const [prompt, state] = splitState(text);
  if (state === undefined) return { name: `${prompt} (${workTree.description})`, word: prompt, source: workTree, loaded: await loadPrompt(workTree, prompt) };
  if (isVersion(state)) {
    const { source, loaded } = await readReleased(git, releases, { prompt, version: state });
    return { name: text, word: text, source, loaded };
  }
  const live = await liveVersion(git, releases, prompt, state);
  if (live !== undefined) return { name: `${versionName(live)} (live in ${state})`, word: text, source: live.source, loaded: live.loaded };
  const names = await knownNames(git, workTree, releases);
  if (names.environments.has(state)) throw new PromptopsError("nothing-live", `Nothing of ${prompt} is live in ${state}.`);
  if (state === "HEAD") return headState(git, prompt);
  const commit = await git.resolve(state);
  if (commit !== undefined) return commitState(git, commit, prompt, text);
  const near = nearest(state, [...names.environments, "HEAD"]);
  throw new PromptopsError("unknown-revision", `"${state}" is no version's number, no environment and no revision.`, {
    where: text,
    hint: near === undefined ? `Write \`${prompt}@\` and one of them, \`${prompt}@HEAD\` say.` : `Did you mean \`${prompt}@${near}\`?`,
  });
}

/** What the next release would be compared with: live in the target environment, else the latest version, else the last commit. */
export async function releasedState(places: StatePlaces, prompt: string): Promise<PromptState> {
  return (await everReleased(places, prompt)) ?? headState(places.git, prompt);
}

/** What the next release would replace: live in the target environment, else the latest version; undefined where there is none. */
export async function everReleased({ git, workTree, releases }: StatePlaces, prompt: string): Promise<PromptState | undefined> {
  const config = await openConfig(workTree);
  const [only, ...others] = Object.keys(config.environments ?? {});
  const environment = config.release?.target ?? (others.length === 0 ? only : undefined);
  const live = await liveVersion(git, releases, prompt, environment);
  if (live !== undefined) return { name: `${versionName(live)} (live in ${environment})`, word: versionName(live), source: live.source, loaded: live.loaded };
  const latest = publishedVersions(releases, prompt).at(-1);
  if (latest === undefined) return undefined;
  const { source, loaded } = await readReleased(git, releases, latest);
  return { name: versionName(latest), word: versionName(latest), source, loaded };
}

async function headState(git: GitRepo, prompt: string): Promise<PromptState> {
  const commit = await git.head();
  if (commit === undefined) throw new PromptopsError("no-commit", "This repository has no commit to compare with.");
  return commitState(git, commit, prompt, `${prompt}@HEAD`);
}

async function commitState(git: GitRepo, commit: string, prompt: string, word: string): Promise<PromptState> {
  const source = git.at(commit);
  return { name: `${prompt} (${source.description})`, word, source, loaded: await loadPrompt(source, prompt) };
}
