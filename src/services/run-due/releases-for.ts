import type { Job } from "../../core/model/job.ts";
import { emptyState, type ReleaseState } from "../../core/release/release-state.ts";
import { fetchLog } from "../release/known-remote.ts";
import { requireExplained } from "../release/explained-log.ts";
import { releaseRemote } from "../release/release-remote.ts";
import { isRemoteError } from "../release/sync-log.ts";
import { newestTip, viewLog } from "../release/view-log.ts";
import type { DueJob } from "./due-jobs.ts";
import type { Tick } from "./tick.ts";

/**
 * What is released of the prompts that are due, as it is on the remote now: a rollback that somebody made elsewhere counts at once.
 * @throws PromptopsError `remote-unreachable` where the policy is not to run without the remote, `release-log-lost`, `release-log-forged`.
 */
export async function releasesFor(
  { deps: { git }, project: { config }, offline }: Tick,
  due: readonly DueJob[],
  resumed: readonly Job[],
): Promise<ReleaseState> {
  const begin = due.filter(({ decisions }) => decisions.some(({ kind }) => kind === "run" || kind === "take-over"));
  const running = [...begin.map(({ job }) => job), ...resumed];
  if (running.length === 0) return emptyState;
  const prompts = [...new Set(running.map(({ prompt }) => prompt))];
  const environments = [...new Set(running.flatMap(({ environment }) => environment ?? []))];
  const remote = await releaseRemote(git, config);
  try {
    await fetchLog(git, remote, prompts);
  } catch (error) {
    // A remote that answers, and has lost its log, is no remote that is away: what is known here may be old.
    if (offline === undefined || !isRemoteError(error)) throw error;
  }
  await requireExplained(git, await newestTip(git, remote));
  return (await viewLog(git, remote, { prompts, environments })).state;
}
