import { planPublish, publishedVersions, type PublishPlan } from "../../core/release/plan-publish.ts";
import type { VersionWish } from "../../core/release/next-version.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import { parseVersionName } from "../../core/release/version-name.ts";
import { versionsOf } from "../../core/release/versions-of.ts";
import type { PublishResult } from "../../core/results/publish.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { LoadedPrompt } from "../load-prompt.ts";
import { floorSince } from "./floor-since.ts";
import { tagRef } from "./release-log.ts";
import { readReleased } from "./released-version.ts";

/** What publishing would do, from the log, the tags and the latest version. @throws what `planPublish` throws. */
export async function publishPlan(
  git: GitRepo,
  state: ReleaseState,
  { prompt, version, bump }: VersionWish & { readonly prompt: string },
  loaded: LoadedPrompt,
): Promise<{ plan: PublishPlan; floor: PublishResult["floor"] }> {
  const tags = await ownTags(git, prompt);
  const unfinished = versionsOf(await git.readTags(tags.filter((name) => !state.versions.has(name))));
  const latest = publishedVersions(state, prompt).at(-1);
  const known = latest !== undefined && latest.prompt_digest !== loaded.digest ? await readReleased(git, state, latest) : undefined;
  const floor = known && floorSince(known, loaded);
  const plan = planPublish(state, {
    prompt,
    promptDigest: loaded.digest,
    floor,
    tagged: tags.map((name) => name.slice(prompt.length + 1)),
    unfinished,
    version,
    bump,
  });
  return { plan, floor };
}

/** Names of all tags that look like a version of the prompt. */
async function ownTags(git: GitRepo, prompt: string): Promise<string[]> {
  const refs = await git.refs(tagRef(`${prompt}@*`));
  return refs.map(({ name }) => name.slice("refs/tags/".length)).filter((name) => parseVersionName(name) !== undefined);
}
