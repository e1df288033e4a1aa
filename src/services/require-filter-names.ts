import { nameHint } from "../core/errors/name-hint.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { jobNamesIn } from "../core/model/document-paths.ts";
import type { ReleaseState } from "../core/release/release-state.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import type { LedgerView } from "../ports/ledger-store.ts";
import { checkConfig } from "./documents/check-config.ts";
import { knownNames, requireKnown } from "./release/known-names.ts";
import { knownRemote } from "./release/known-remote.ts";
import { viewLog } from "./release/view-log.ts";
import { unknownJob } from "./run-due/unknown-job.ts";

/** What a list can be filtered by. */
export interface FilterNames {
  readonly job?: string | undefined;
  readonly prompt?: string | undefined;
  readonly version?: string | undefined;
  readonly environment?: string | undefined;
  readonly destination?: string | undefined;
}

export interface FilterDeps {
  readonly git: GitRepo;
  /** Absent: what is not committed yet is not known. */
  readonly workTree?: DocumentSource | undefined;
  readonly view?: LedgerView | undefined;
}

/**
 * Of a list in which nothing was found: a filter by a name that nobody ever gave is a typing error, and no empty list. Names are known from the commit,
 * the work tree, the release log, and the ledger.
 * @param recorded Names that records have which are filtered out for another reason.
 * @throws PromptopsError `unknown-job`, `unknown-prompt`, `unknown-version`, `unknown-environment`, `unknown-destination`.
 */
export async function requireFilterNames(deps: FilterDeps, asked: FilterNames, recorded: FilterNames = {}): Promise<void> {
  const { job, prompt, version, environment, destination } = asked;
  if (job !== undefined && recorded.job !== job) await requireJobName(deps, job);
  if (destination !== undefined && recorded.destination !== destination) await requireDestination(deps, destination);
  const names = { prompt: recorded.prompt === prompt ? undefined : prompt, environment: recorded.environment === environment ? undefined : environment };
  if (names.prompt === undefined && names.environment === undefined && version === undefined) return;
  const { state } = await viewLog(deps.git, await knownRemote(deps.git), "all");
  requireKnown(await knownNames(deps.git, deps.workTree, state), names);
  if (version !== undefined) requireVersion(state, prompt, version);
}

/** The commit that is checked out and the work tree, as far as there are such. */
async function sourcesOf({ git, workTree }: FilterDeps): Promise<readonly DocumentSource[]> {
  const head = await git.head();
  return [...(head === undefined ? [] : [git.at(head)]), ...(workTree === undefined ? [] : [workTree])];
}

async function requireJobName(deps: FilterDeps, job: string): Promise<void> {
  const declared = await Promise.all((await sourcesOf(deps)).map(async (source) => jobNamesIn(await source.list("schedules"))));
  const noted = (await deps.view?.list("state/jobs"))?.map((file) => file.replace(/\.json$/, "")) ?? [];
  const known = [...new Set([...declared.flat(), ...noted])];
  if (!known.includes(job)) throw unknownJob(job, known);
}

async function requireDestination(deps: FilterDeps, destination: string): Promise<void> {
  const declared = await Promise.all((await sourcesOf(deps)).map(destinationsIn));
  const known = [...new Set(declared.flat())];
  if (known.includes(destination)) return;
  const hint = nameHint(destination, known);
  throw new PromptopsError(
    "unknown-destination",
    `There is no destination "${destination}" in this configuration, and nothing was ever to be delivered there.`,
    hint === undefined ? {} : { hint },
  );
}

/** None where the configuration is missing or broken. */
async function destinationsIn(source: DocumentSource): Promise<string[]> {
  try {
    return Object.keys((await checkConfig(source, false)).config?.destinations ?? {});
  } catch (error) {
    if (error instanceof PromptopsError) return [];
    throw error;
  }
}

function requireVersion({ versions }: ReleaseState, prompt: string | undefined, version: string): void {
  const published = [...versions.values()].filter((record) => prompt === undefined || record.prompt === prompt).map((record) => record.version);
  if (published.includes(version)) return;
  const hint = nameHint(version, new Set(published));
  throw new PromptopsError(
    "unknown-version",
    `There is no version ${version}${prompt === undefined ? " of any prompt" : ` of ${prompt}`}.`,
    hint === undefined ? {} : { hint },
  );
}
