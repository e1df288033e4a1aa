import { meantName } from "../../core/errors/meant-name.ts";
import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { publishedVersions } from "../../core/release/plan-publish.ts";
import type { ReleaseState, VersionRecord } from "../../core/release/release-state.ts";
import { versionName, type VersionName } from "../../core/release/version-name.ts";
import { versionOf, type TaggedVersion } from "../../core/release/versions-of.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";

/** A published version, read from its tag. */
export interface ReleasedVersion extends TaggedVersion {
  readonly source: DocumentSource;
  readonly loaded: LoadedPrompt;
}

/** The log's record of a version. @throws PromptopsError `unknown-version`. */
export function requireRecord(state: ReleaseState, name: VersionName): VersionRecord {
  const record = state.versions.get(versionName(name));
  if (record !== undefined) return record;
  const published = publishedVersions(state, name.prompt).map(({ version }) => version);
  const near = nearest(name.version, published);
  const other = published.length > 0 ? undefined : meantName(name.prompt, new Set([...state.versions.values()].map(({ prompt }) => prompt)));
  const meant = near === undefined ? other && versionName({ prompt: other, version: name.version }) : versionName({ prompt: name.prompt, version: near });
  const rest = published.length === 0 ? `Nothing of ${name.prompt} was published yet.` : `The latest is ${published.at(-1)}.`;
  const otherwise = `Run \`promptops ${published.length === 0 ? "publish" : "history"} ${name.prompt}\` to ${published.length === 0 ? "make the first" : "see its versions"}.`;
  throw new PromptopsError("unknown-version", `There is no version ${versionName(name)}. ${rest}`, {
    hint: meant === undefined ? otherwise : `Did you mean \`${meant}\`?`,
  });
}

/**
 * Reads a published version from its tag's tree: what lies in the work tree does not matter.
 * @throws PromptopsError `unknown-version`; `tag-conflict` when the tag is not the one that was published.
 */
export async function readReleased(git: GitRepo, state: ReleaseState, name: VersionName): Promise<ReleasedVersion> {
  const record = requireRecord(state, name);
  const text = versionName(name);
  const [tag] = await git.readTags([text]);
  const moved = `Somebody moved it here: \`git fetch --tags --force\` brings back the remote's. Where that is the wrong one too, \`promptops verify ${text}\` tells which one the release log names.`;
  // One without a message of its own is there, and no version's.
  const isOther = tag === undefined ? (await git.ref(`refs/tags/${text}`)) !== undefined : tag.oid !== record.tag;
  if (isOther) throw new PromptopsError("tag-conflict", `The tag ${text} is not the one that was published.`, { where: `refs/tags/${text}`, hint: moved });
  if (tag === undefined)
    throw new PromptopsError("unknown-version", `The tag ${text} is not in this repository.`, {
      where: `refs/tags/${text}`,
      hint: "Fetch the tags: `git fetch --tags`.",
    });
  const version = versionOf(tag);
  if (version === undefined)
    throw new PromptopsError("tag-conflict", `The tag ${text} is not the one that was published.`, { where: `refs/tags/${text}`, hint: moved });
  const source = git.at(version.commit, `tag ${text}`);
  const loaded = await loadPrompt(source, name.prompt);
  if (loaded.digest !== record.prompt_digest)
    throw new PromptopsError("tag-conflict", `What ${text} points at is not what was published.`, { where: `refs/tags/${text}` });
  return { ...version, source, loaded };
}
