import semver from "semver";
import { PromptopsError } from "../errors/promptops-error.ts";
import { isVersion } from "./version-name.ts";

export type Bump = "major" | "minor" | "patch";

export interface VersionWish {
  readonly version?: string | undefined;
  readonly bump?: Bump | undefined;
}

export interface Floor {
  readonly level: Bump;
  /** Sentences: what of the interface changed. */
  readonly reasons: readonly string[];
}

const levels: readonly Bump[] = ["patch", "minor", "major"];
const first = "1.0.0";

/**
 * The number a version gets: the one that is asked for when it is high enough, else the latest raised as far as the change of the
 * interface demands.
 * @param latest The highest published number; undefined before the first version, which is 1.0.0 unless asked otherwise.
 * @param taken Numbers that a tag already has.
 * @throws PromptopsError `invalid-version-name`, `version-not-newer`, `below-semver-floor`, `tag-exists`.
 */
export function nextVersion(latest: string | undefined, floor: Floor | undefined, { version, bump }: VersionWish, taken: ReadonlySet<string>): string {
  if (version !== undefined) return asked(version, latest, floor, taken);
  if (latest === undefined) return free(first, taken);
  const level = bump ?? floor?.level ?? "patch";
  if (floor !== undefined && levels.indexOf(level) < levels.indexOf(floor.level)) throw belowFloor(floor, `a ${level} version`, latest);
  return free(raised(latest, level), taken);
}

/** @throws PromptopsError `invalid-version-name` */
export function requireVersionNumber(version: string): void {
  if (!isVersion(version))
    throw new PromptopsError("invalid-version-name", `"${version}" is no version number.`, {
      where: "--version",
      hint: "Three numbers, perhaps a prerelease, no build metadata: `1.2.0`, `2.0.0-rc.1`.",
    });
}

/** @throws PromptopsError `version-not-newer` */
export function requireNewer(version: string, latest: string): void {
  if (semver.lte(version, latest))
    throw new PromptopsError("version-not-newer", `${version} is not higher than ${latest}, the latest version.`, { where: "--version" });
}

function asked(version: string, latest: string | undefined, floor: Floor | undefined, taken: ReadonlySet<string>): string {
  requireVersionNumber(version);
  if (latest !== undefined) {
    requireNewer(version, latest);
    if (floor !== undefined && semver.lt(core(version), raised(latest, floor.level))) throw belowFloor(floor, version, latest);
  }
  if (taken.has(version)) throw new PromptopsError("tag-exists", `There is a tag for ${version} already.`, { where: "--version" });
  return version;
}

function belowFloor({ level, reasons }: Floor, wanted: string, latest: string): PromptopsError {
  return new PromptopsError("below-semver-floor", `After ${latest}, ${wanted} is too low: this is a ${level} change. ${reasons.join(" ")}`, {
    hint: `Use \`--bump ${level}\` or leave the number to promptops: it would be ${raised(latest, level)}.`,
  });
}

/** After a prerelease, its own number without the prerelease is already a step of its kind. */
function raised(latest: string, level: Bump): string {
  return semver.inc(latest, level) ?? latest;
}

/** `2.0.0-rc.1` is a step towards 2.0.0. */
function core(version: string): string {
  return semver.coerce(version)?.version ?? version;
}

/** A number whose tag somebody else made, or was left by a publish that never ended, is not used again. */
function free(version: string, taken: ReadonlySet<string>): string {
  return taken.has(version) ? free(raised(version, "patch"), taken) : version;
}
