import semver from "semver";
import { PromptopsError } from "../errors/promptops-error.ts";
import { badPromptId } from "../model/document-paths.ts";

/** `billing/summarize@1.2.0` in its parts. */
export interface VersionName {
  readonly prompt: string;
  readonly version: string;
}

/** The name of a version, which is the name of its tag. */
export function versionName({ prompt, version }: VersionName): string {
  return `${prompt}@${version}`;
}

/** The inverse of `versionName`; undefined for every other text. Build metadata (`+…`) and a leading `v` make no version. */
export function parseVersionName(text: string): VersionName | undefined {
  const at = text.lastIndexOf("@");
  const [prompt, version] = [text.slice(0, at), text.slice(at + 1)];
  return at > 0 && badPromptId(prompt) === undefined && isVersion(version) ? { prompt, version } : undefined;
}

/** As people type it. @throws PromptopsError `invalid-version-name`. */
export function requireVersionName(text: string): VersionName {
  const name = parseVersionName(text);
  if (name === undefined) throw new PromptopsError("invalid-version-name", `"${text}" is no version's name.`);
  return name;
}

/** A semantic version exactly as it is written in a tag. */
export function isVersion(text: string): boolean {
  return text.length <= 64 && semver.valid(text) === text && !text.includes("+");
}
