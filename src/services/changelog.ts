import { describeError } from "../core/errors/error-description.ts";
import { changelogOf, type ToldVersion } from "../core/release/changelog.ts";
import { semverFloor } from "../core/release/semver-floor.ts";
import type { ChangelogResult } from "../core/results/changelog.ts";
import type { DocumentSource } from "../ports/document-source.ts";
import type { GitRepo } from "../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "./load-prompt.ts";
import { entriesAbout } from "./release/entries-about.ts";
import { requireKnownPrompt } from "./release/known-names.ts";
import { fetchLog, knownRemote } from "./release/known-remote.ts";
import { versionsWithTags, type VersionWithTag } from "./release/versions-with-tags.ts";
import { viewLog } from "./release/view-log.ts";

export interface ChangelogDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
}

export interface ChangelogInput {
  readonly prompt: string;
  /** The newest so many versions. */
  readonly limit: number;
  /** Ask the remote first. */
  readonly fetch: boolean;
}

/** What changed from version to version, where each went live, and why it was rolled back. @throws PromptopsError `unknown-prompt`, `history-missing`. */
export async function changelog({ git, workTree }: ChangelogDeps, { prompt, limit, fetch }: ChangelogInput): Promise<ChangelogResult> {
  const remote = await knownRemote(git);
  if (fetch) await fetchLog(git, remote, [prompt]);
  const { tip, state } = await viewLog(git, remote, { prompts: [prompt], environments: "all" });
  const all = await versionsWithTags(git, state, prompt);
  if (all.length === 0) await requireKnownPrompt(git, workTree, remote, prompt);
  const events = (await entriesAbout(git, tip, prompt)).map(({ event }) => event).reverse();
  // One more than is told of: the oldest is compared with it.
  const told: ToldVersion[] = [];
  let before: LoadedPrompt | undefined;
  for (const { record, tagged } of all.slice(-limit - 1)) {
    const now = await readable(git, tagged, record.prompt_digest);
    const floor = before === undefined || now === undefined ? undefined : semverFloor(before.resolved, now.resolved);
    told.push({ record, predicate: tagged?.statement.predicate, floor });
    before = now;
  }
  return { prompt, versions: changelogOf(told, events).slice(0, limit), earlier: Math.max(0, all.length - limit) };
}

/** What was published; undefined where the tag is missing, or its tree holds something else: `verify` says so, a changelog goes on. */
async function readable(git: GitRepo, tagged: VersionWithTag["tagged"], digest: string): Promise<LoadedPrompt | undefined> {
  if (tagged === undefined) return undefined;
  try {
    const loaded = await loadPrompt(git.at(tagged.commit), tagged.prompt);
    return loaded.digest === digest ? loaded : undefined;
  } catch (error) {
    if (describeError(error).exit === "bug") throw error;
    return undefined;
  }
}
