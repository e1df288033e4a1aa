import { liveKey, type ReleaseState } from "../../core/release/release-state.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { readReleased, type ReleasedVersion } from "./released-version.ts";

/** What is live of a prompt in an environment, undefined when nothing is. */
export async function liveVersion(git: GitRepo, state: ReleaseState, prompt: string, environment: string | undefined): Promise<ReleasedVersion | undefined> {
  const live = environment === undefined ? undefined : state.live.get(liveKey({ environment, prompt }));
  return live === undefined ? undefined : readReleased(git, state, live);
}
