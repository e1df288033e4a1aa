import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Config } from "../../core/model/config.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { changedPrompts } from "./changed-prompts.ts";
import { changedSince, type Since } from "./changed-since.ts";

/** Where this branch left the default branch. No revision can be called so. */
export const branchPoint = ":branch-point";

export interface DifferingDeps {
  readonly git: GitRepo;
  /** Opens providers as the configuration of a state of the repository names them. */
  readonly openProviders: (source: DocumentSource) => Promise<OpenProvider>;
}

/** What is compared with the earlier state. */
export interface StateNow {
  readonly config: Pick<Config, "release">;
  readonly source: DocumentSource;
  /** Where suites, judges, scorers and providers are read. */
  readonly suiteSource: DocumentSource;
}

export interface Differing {
  readonly since: Since;
  /** In the order they were given. */
  readonly prompts: readonly string[];
}

/** Which of these prompts differ from a revision, or from `branchPoint`. @throws PromptopsError `unknown-revision`, `no-commit`, `history-missing`. */
export async function differingPrompts(
  { git, openProviders }: DifferingDeps,
  { config, source, suiteSource }: StateNow,
  ids: readonly string[],
  changed: string,
): Promise<Differing> {
  const since = await changedSince(git, config, changed === branchPoint ? undefined : changed);
  const before = git.at(since.commit);
  const providersBefore = await openProviders(before).catch(undefinedWhenOurs);
  if (providersBefore === undefined) return { since, prompts: ids };
  const now = { source, suiteSource, openProvider: await openProviders(suiteSource) };
  return { since, prompts: await changedPrompts({ source: before, openProvider: providersBefore }, now, ids) };
}

/** Where there was no project yet, everything is new. */
function undefinedWhenOurs(error: unknown): undefined {
  if (!(error instanceof PromptopsError)) throw error;
}
