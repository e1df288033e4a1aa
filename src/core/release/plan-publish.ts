import semver from "semver";
import { nextVersion, requireNewer, requireVersionNumber, type Floor, type VersionWish } from "./next-version.ts";
import type { ReleaseState, VersionRecord } from "./release-state.ts";
import type { TaggedVersion } from "./versions-of.ts";

export interface PublishWish extends VersionWish {
  readonly prompt: string;
  readonly promptDigest: string;
  /** What the change of the interface since the latest version demands; undefined before the first. */
  readonly floor: Floor | undefined;
  /** Numbers of the prompt that any tag has, ours or not. */
  readonly tagged: readonly string[];
  /** Versions with a tag and no entry in the log: a publish that never ended. */
  readonly unfinished: readonly TaggedVersion[];
}

export type PublishPlan =
  | { readonly kind: "already"; readonly record: VersionRecord }
  /** `finish` is the tag that an interrupted publish of the same content left: it is taken up, not made again. */
  | { readonly kind: "publish"; readonly version: string; readonly finish: TaggedVersion | undefined };

/** What publishing would do. @throws what `nextVersion` throws. */
export function planPublish(state: ReleaseState, { prompt, promptDigest, floor, tagged, unfinished, version, bump }: PublishWish): PublishPlan {
  const published = publishedVersions(state, prompt);
  const already = published.findLast(({ prompt_digest }) => prompt_digest === promptDigest);
  const latest = published.at(-1)?.version;
  if (already !== undefined) {
    if (version !== undefined && version !== already.version) {
      requireVersionNumber(version);
      if (latest !== undefined) requireNewer(version, latest);
    }
    return { kind: "already", record: already };
  }
  const finish = unfinished.find(
    ({ statement, version: number }) => statement.predicate.prompt_digest === promptDigest && (version === undefined || version === number),
  );
  if (finish !== undefined && (latest === undefined || semver.gt(finish.version, latest))) {
    return { kind: "publish", version: nextVersion(latest, floor, { version: finish.version }, new Set()), finish };
  }
  return { kind: "publish", version: nextVersion(latest, floor, { version, bump }, new Set(tagged)), finish: undefined };
}

/** Lowest number first. */
export function publishedVersions({ versions }: ReleaseState, prompt: string): VersionRecord[] {
  return [...versions.values()].filter((record) => record.prompt === prompt).sort((a, b) => semver.compare(a.version, b.version));
}
