import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { manifestFile, partialFile, promptFile } from "../../core/model/document-paths.ts";
import { liveKey, type ReleaseState } from "../../core/release/release-state.ts";
import { tracesOf, type Traces } from "../../core/release/same-person.ts";
import { versionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { ProvenVersion } from "./proven-version.ts";
import type { ReleasedVersion } from "./released-version.ts";

export interface AuthorsAsked {
  readonly proven: ProvenVersion;
  readonly version: ReleasedVersion;
  readonly state: ReleaseState;
  readonly environment: string;
  /** Find out who signed the commits, too, which takes its time: whoever has the key is the same person, whatever they call themselves. */
  readonly judged: boolean;
}

/**
 * Everybody who made what would be new in an environment, and so cannot be the second pair of eyes on it: whoever published the version, and whoever
 * committed to the prompt's files (its suites, partials and other parts included), wrote such a commit, or is named as its co-author, since the version that
 * is live there; ever, when nothing is.
 * @throws PromptopsError `history-missing` in a shallow clone, where nobody can tell.
 */
export async function versionAuthors(git: GitRepo, { proven: { published }, version, state, environment, judged }: AuthorsAsked): Promise<Traces[]> {
  if (await git.isShallow())
    throw new PromptopsError("history-missing", `This shallow clone does not know everybody who wrote ${versionName(version)}, and nobody approves their own.`);
  const since = await liveCommit(git, state, version.prompt, environment);
  const { resolved } = version.loaded;
  const parts = [...Object.keys(resolved.partials).map(partialFile), ...Object.keys(resolved.files)];
  const paths = [promptFile(version.prompt), manifestFile(version.prompt), `prompts/${version.prompt}/evals`, ...parts];
  const commits = await git.makers(since === undefined ? version.commit : `${since}..${version.commit}`, paths);
  const signatures = await git.commitSignatures([published.commit, ...(judged ? commits.map(({ oid }) => oid) : [])]);
  const tag = await git.verifySignature(version.tag);
  const { by } = published.event;
  return [
    tracesOf(by, signatures[0]?.signer),
    tracesOf(version.statement.predicate.by, tag.signer),
    ...commits.flatMap(({ emails }, at) => emails.map((email) => tracesOf({ email }, signatures[at + 1]?.signer))),
  ];
}

/** Of what is live there; undefined when nothing is, or its tag is not the one that was published. */
async function liveCommit(git: GitRepo, state: ReleaseState, prompt: string, environment: string): Promise<string | undefined> {
  const live = state.live.get(liveKey({ environment, prompt }));
  if (live === undefined) return undefined;
  const [tag] = await git.readTags([versionName(live)]);
  return tag?.oid === state.versions.get(versionName(live))?.tag ? tag?.commit : undefined;
}
