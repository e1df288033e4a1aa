import { nameHint } from "../../core/errors/name-hint.ts";
import { meantName } from "../../core/errors/meant-name.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { badPromptId } from "../../core/model/document-paths.ts";
import { publishedVersions } from "../../core/release/plan-publish.ts";
import { parseVersionName, requireVersionName, versionName, type VersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { knownNames } from "./known-names.ts";
import { knownRemote } from "./known-remote.ts";
import { viewLog } from "./view-log.ts";

/** What else was typed beside a version: whoever swapped the two is told. */
export interface BesideVersion {
  /** `promptops promote` */
  readonly command: string;
  readonly environment: string;
}

/** A version as people type it. Where only a prompt was named, the error proposes its latest. @throws PromptopsError `invalid-version-name`. */
export async function namedVersion(git: GitRepo, text: string, beside?: BesideVersion): Promise<VersionName> {
  if (badPromptId(text) !== undefined) return requireVersionName(text);
  const { state } = await viewLog(git, await knownRemote(git), "all");
  const known = await knownNames(git, undefined, state);
  if (!known.prompts.has(text) && known.environments.has(text)) {
    const version = beside !== undefined && parseVersionName(beside.environment) !== undefined ? beside.environment : "PROMPT@VERSION";
    const hint = beside === undefined ? {} : { hint: `The version comes first: \`${beside.command} ${version} ${text}\`.` };
    throw new PromptopsError("invalid-version-name", `${text} is an environment, and no version.`, hint);
  }
  const meant = known.prompts.has(text) ? text : meantName(text, known.prompts);
  const latest = meant === undefined ? undefined : publishedVersions(state, meant).at(-1);
  const isThere = known.prompts.has(text);
  const write = latest === undefined ? undefined : `\`${versionName(latest)}\` (latest).`;
  const hint = isThere
    ? write === undefined
      ? `Write \`${versionName({ prompt: text, version: "1.0.0" })}\`; no version of it is known here, \`promptops publish ${text}\` makes one.`
      : `Write ${write}`
    : write === undefined
      ? nameHint(text, known.prompts)
      : `Did you mean ${write}`;
  const message = isThere ? `"${text}" names a prompt and no version of it.` : `"${text}" names no version, and no prompt either.`;
  throw new PromptopsError("invalid-version-name", message, hint === undefined ? {} : { hint });
}
