import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import { requireExplained } from "./explained-log.ts";
import { fetchReleases } from "./fetch-releases.ts";
import { readState, type StateScope } from "./read-state.ts";
import type { ReleaseDeps } from "./release-deps.ts";
import { syncLog, unlessOffline, type SyncedLog, type SyncInput } from "./sync-log.ts";
import { newestTip, viewLog } from "./view-log.ts";

export interface OpenLogInput extends SyncInput {
  readonly scope: StateScope;
  /** Nothing is written, here or on the remote: what would be brought together is only imagined. */
  readonly dryRun: boolean;
}

export interface OpenLog {
  readonly log: SyncedLog;
  readonly state: ReleaseState;
}

/** The release log to decide on. @throws as `syncLog` does. */
export async function openLog(deps: ReleaseDeps, input: OpenLogInput): Promise<OpenLog> {
  const { git } = deps;
  const { remote, prompts, mayBeOffline, there, scope, dryRun } = input;
  if (!dryRun) {
    const log = await syncLog(deps, input);
    await requireExplained(git, log.tip);
    return { log, state: await readState(git, log.tip, scope) };
  }
  const fetched = remote === undefined ? undefined : await unlessOffline(mayBeOffline, () => fetchReleases(git, remote, prompts, there));
  await requireExplained(git, await newestTip(git, remote));
  const { tip, state } = await viewLog(git, remote, scope);
  return { log: { remote, tip, offline: fetched instanceof PromptopsError ? fetched : undefined, notes: [] }, state };
}
