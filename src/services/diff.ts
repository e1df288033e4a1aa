import { diffPrompts } from "../core/release/diff-prompts.ts";
import { semverFloor } from "../core/release/semver-floor.ts";
import type { DiffResult } from "../core/results/diff.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { knownRemote } from "./release/known-remote.ts";
import { promptState, releasedState, splitState, type PromptState } from "./release/prompt-state.ts";
import { viewLog } from "./release/view-log.ts";

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

/** What differs between two states of a prompt. @throws PromptopsError `unknown-prompt`, `unknown-version`, `unknown-revision`, `nothing-live`. */
export async function diff({ git, workTree }: DiffDeps, { from, to }: DiffInput): Promise<DiffResult> {
  const [id, state] = splitState(from);
  const { state: releases } = await viewLog(git, await knownRemote(git), "all");
  const places = { git, workTree, releases };
  const before = to === undefined && state === undefined ? await releasedState(places, id) : await promptState(places, from);
  const after = await promptState(places, to ?? id);
  const [old, now] = [before.loaded.resolved, after.loaded.resolved];
  const { level, reasons } = semverFloor(old, now);
  return { from: described(before), to: described(after), floor: { level, reasons: [...reasons] }, diff: diffPrompts(old, now) };
}

function described({ name, loaded }: PromptState): DiffResult["from"] {
  return { name, prompt: loaded.resolved.id, prompt_digest: loaded.digest };
}
