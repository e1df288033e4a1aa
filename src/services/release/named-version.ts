import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { badPromptId } from "../../core/model/document-paths.ts";
import { publishedVersions } from "../../core/release/plan-publish.ts";
import { requireVersionName, versionName, type VersionName } from "../../core/release/version-name.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { knownRemote } from "./known-remote.ts";
import { viewLog } from "./view-log.ts";

/** A version as people type it. Where only a prompt was named, the error proposes its latest. @throws PromptopsError `invalid-version-name`. */
export async function namedVersion(git: GitRepo, text: string): Promise<VersionName> {
  if (badPromptId(text) !== undefined) return requireVersionName(text);
  const { state } = await viewLog(git, await knownRemote(git), { prompts: [text], environments: [] });
  const latest = publishedVersions(state, text).at(-1);
  const hint =
    latest === undefined
      ? `Write \`${versionName({ prompt: text, version: "1.0.0" })}\`; no version of it is known here, \`promptops publish ${text}\` makes one.`
      : `Write \`${versionName(latest)}\` (latest).`;
  throw new PromptopsError("invalid-version-name", `"${text}" names a prompt and no version of it.`, { hint });
}
