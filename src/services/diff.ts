import { nearest } from "../core/errors/nearest.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { diffPrompts } from "../core/release/diff-prompts.ts";
import { publishedVersions } from "../core/release/plan-publish.ts";
import { semverFloor } from "../core/release/semver-floor.ts";
import { isVersion, versionName } from "../core/release/version-name.ts";
import type { DiffResult } from "../core/results/diff.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "./load-prompt.ts";
import { openProject } from "./open-project.ts";
import { knownNames } from "./release/known-names.ts";
import { knownRemote } from "./release/known-remote.ts";
import { liveVersion } from "./release/live-version.ts";
import { readReleased } from "./release/released-version.ts";
import { viewLog, type LogView } from "./release/view-log.ts";

export interface DiffDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
}

export interface DiffInput {
  /** `id` (the work tree), `id@1.2.0`, `id@production` (what is live there) or `id@HEAD~3` (any revision of git's). */
  readonly from: string;
  /** Default: the work tree. When `from` is only an id, the two are what is live (else the latest version, else HEAD) and the work tree. */
  readonly to?: string | undefined;
}

interface Side {
  readonly name: string;
  readonly loaded: LoadedPrompt;
}

/** What differs between two states of a prompt. @throws PromptopsError `unknown-prompt`, `unknown-version`, `unknown-revision`, `nothing-live`. */
export async function diff(deps: DiffDeps, { from, to }: DiffInput): Promise<DiffResult> {
  const [id, state] = split(from);
  const view = await viewLog(deps.git, await knownRemote(deps.git), "all");
  const before = to === undefined && state === undefined ? await releasedSide(deps, view, id) : await side(deps, view, from);
  const after = await side(deps, view, to ?? id);
  const [old, now] = [before.loaded.resolved, after.loaded.resolved];
  const { level, reasons } = semverFloor(old, now);
  return { from: described(before), to: described(after), floor: { level, reasons: [...reasons] }, diff: diffPrompts(old, now) };
}

function described({ name, loaded }: Side): DiffResult["from"] {
  return { name, prompt: loaded.resolved.id, prompt_digest: loaded.digest };
}

function split(text: string): [id: string, state: string | undefined] {
  const at = text.indexOf("@");
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

async function side({ git, workTree }: DiffDeps, { state: releases }: LogView, text: string): Promise<Side> {
  const [prompt, state] = split(text);
  if (state === undefined) return { name: `${prompt} (${workTree.description})`, loaded: await loadPrompt(workTree, prompt) };
  if (isVersion(state)) return { name: text, loaded: (await readReleased(git, releases, { prompt, version: state })).loaded };
  const live = await liveVersion(git, releases, prompt, state);
  if (live !== undefined) return { name: `${versionName(live)} (live in ${state})`, loaded: live.loaded };
  const names = await knownNames(git, workTree, releases);
  if (names.environments.has(state)) throw new PromptopsError("nothing-live", `Nothing of ${prompt} is live in ${state}.`);
  if (state === "HEAD") return headSide(git, prompt);
  const commit = await git.resolve(state);
  if (commit !== undefined) return commitSide(git, commit, prompt);
  const near = nearest(state, [...names.environments, "HEAD"]);
  throw new PromptopsError("unknown-revision", `"${state}" is no version's number, no environment and no revision.`, {
    where: text,
    hint: near === undefined ? `Write \`${prompt}@\` and one of them, \`${prompt}@HEAD\` say.` : `Did you mean \`${prompt}@${near}\`?`,
  });
}

/** What the next release would be compared with: live in the target environment, else the latest version, else the last commit. */
async function releasedSide({ git, workTree }: DiffDeps, { state }: LogView, prompt: string): Promise<Side> {
  const { config } = await openProject(workTree);
  const [only, ...others] = Object.keys(config.environments ?? {});
  const environment = config.release?.target ?? (others.length === 0 ? only : undefined);
  const live = await liveVersion(git, state, prompt, environment);
  if (live !== undefined) return { name: `${versionName(live)} (live in ${environment})`, loaded: live.loaded };
  const latest = publishedVersions(state, prompt).at(-1);
  if (latest === undefined) return headSide(git, prompt);
  return { name: versionName(latest), loaded: (await readReleased(git, state, latest)).loaded };
}

async function headSide(git: GitRepo, prompt: string): Promise<Side> {
  const commit = await git.head();
  if (commit === undefined) throw new PromptopsError("no-commit", "This repository has no commit to compare with.");
  return commitSide(git, commit, prompt);
}

async function commitSide(git: GitRepo, commit: string, prompt: string): Promise<Side> {
  const source = git.at(commit);
  return { name: `${prompt} (${source.description})`, loaded: await loadPrompt(source, prompt) };
}
