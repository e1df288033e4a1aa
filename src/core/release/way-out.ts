import semver from "semver";
import { publishedVersions } from "./plan-publish.ts";
import { liveKey, type ReleaseState } from "./release-state.ts";
import { versionName, type VersionName } from "./version-name.ts";

/**
 * The command that takes a version out of an environment where it is live: back to what was live before it, on to a newer version, or, where
 * there is neither, to a version that can take its place.
 */
export function wayOut(state: ReleaseState, { prompt, version }: VersionName, environment: string): string {
  const usable = publishedVersions(state, prompt).filter((other) => other.deprecated === undefined && other.version !== version);
  const earlier = state.live
    .get(liveKey({ environment, prompt }))
    ?.earlier.findLast(({ rolled_back: left, version: before }) => !left && usable.some((other) => other.version === before));
  if (earlier !== undefined) return `promptops rollback ${prompt} ${environment} --reason TEXT`;
  const newer = usable.findLast((other) => semver.gt(other.version, version));
  return newer === undefined ? `promptops publish ${prompt}` : `promptops promote ${versionName({ prompt, version: newer.version })} ${environment}`;
}
