import { publishedVersions } from "../../core/release/plan-publish.ts";
import type { ReleaseState, VersionRecord } from "../../core/release/release-state.ts";
import { versionName } from "../../core/release/version-name.ts";
import { versionOf, type TaggedVersion } from "../../core/release/versions-of.ts";
import type { GitRepo } from "../../ports/git-repo.ts";

/** A published version; `tagged` is absent where its tag is not in this repository, or is not the one that was published. */
export interface VersionWithTag {
  readonly record: VersionRecord;
  readonly tagged: TaggedVersion | undefined;
}

/** What was published of a prompt, lowest number first. */
export async function versionsWithTags(git: GitRepo, state: ReleaseState, prompt: string): Promise<VersionWithTag[]> {
  const records = publishedVersions(state, prompt);
  const tags = await git.readTags(records.map(versionName));
  return records.map((record, at) => {
    const tag = tags[at];
    return { record, tagged: tag === undefined || tag.oid !== record.tag ? undefined : versionOf(tag) };
  });
}

/** The environments in which it is live, by name. */
export function liveIn({ live }: ReleaseState, { prompt, version }: Pick<VersionRecord, "prompt" | "version">): string[] {
  const records = [...live.values()].filter((record) => record.prompt === prompt && record.version === version);
  return records.map(({ environment }) => environment).sort();
}
