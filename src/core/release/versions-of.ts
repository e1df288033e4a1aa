import semver from "semver";
import type { Statement } from "./statement.ts";
import { readTagMessage } from "./tag-message.ts";
import { parseVersionName, type VersionName } from "./version-name.ts";

/** What of a tag decides whether it is a version. */
export interface VersionTag {
  readonly name: string;
  /** Of the tag object. */
  readonly oid: string;
  readonly commit: string;
  readonly message: string;
}

/** A tag that carries our statement about its own name. */
export interface TaggedVersion extends VersionName {
  readonly tag: string;
  readonly commit: string;
  readonly statement: Statement;
}

/** The version a tag records; undefined for tags of other tools, and for one whose statement is about another version. */
export function versionOf({ name, oid, commit, message }: VersionTag): TaggedVersion | undefined {
  const parsed = parseVersionName(name);
  const statement = readTagMessage(message);
  if (parsed === undefined || statement === undefined) return undefined;
  const { subject, predicate } = statement;
  const same =
    predicate.prompt === parsed.prompt &&
    predicate.version === parsed.version &&
    subject[0]?.name === name &&
    subject[0].digest.sha256 === predicate.prompt_digest;
  return same ? { ...parsed, tag: oid, commit, statement } : undefined;
}

/** The versions among tags, lowest number first. */
export function versionsOf(tags: readonly (VersionTag | undefined)[]): TaggedVersion[] {
  return tags.flatMap((tag) => (tag === undefined ? [] : (versionOf(tag) ?? []))).sort((a, b) => semver.compare(a.version, b.version));
}
