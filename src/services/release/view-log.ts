import { eventSentence } from "../../core/release/event-sentence.ts";
import type { LogEntry } from "../../core/release/fold-log.ts";
import { reapply, type Superseded } from "../../core/release/reapply.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { TextCache } from "../../ports/text-cache.ts";
import { readState, type StateScope } from "./read-state.ts";
import { logRef, readEntries, trackingRef } from "./release-log.ts";

/** The release log as this repository knows it, without asking the remote and without writing anything. */
export interface LogView {
  /** Undefined: nothing was released yet. */
  readonly tip: string | undefined;
  /** What holds here: entries that are not on the remote yet included. */
  readonly state: ReleaseState;
  /** Recorded here, not on the remote as last fetched. Empty without a remote. */
  readonly pending: readonly LogEntry[];
  /** Recorded here, and overtaken by what others recorded. */
  readonly superseded: readonly Superseded[];
}

/** What a result says of it: see `core/results/release-parts.ts`. @param unasked The remote that was not asked now. */
export function standingOf({ tip, pending, superseded }: LogView, unasked: string | undefined) {
  return {
    ...(tip === undefined || unasked === undefined ? {} : { as_last_seen: unasked }),
    pending: pending.map(({ event }) => eventSentence(event)),
    superseded: superseded.map(({ entry, reason }) => `${eventSentence(entry.event)}: ${reason}`),
  };
}

/** The newest end of the log that this repository knows. */
export async function newestTip(git: GitRepo, remote: string | undefined): Promise<string | undefined> {
  const here = await git.ref(logRef);
  const there = remote === undefined ? undefined : await git.ref(trackingRef(remote));
  if (here === undefined || there === undefined || here === there) return here ?? there;
  return (await git.isAncestor(here, there)) ? there : here;
}

/** @param cache As `readState` has it. */
export async function viewLog(git: GitRepo, remote: string | undefined, scope: StateScope, cache?: TextCache): Promise<LogView> {
  const here = await git.ref(logRef);
  const there = remote === undefined ? undefined : await git.ref(trackingRef(remote));
  const plain = async (tip: string | undefined, pending: readonly LogEntry[] = []): Promise<LogView> => ({
    tip,
    state: await readState(git, tip, scope, cache),
    pending,
    superseded: [],
  });
  if (here === undefined || here === there) return plain(there ?? here);
  if (remote === undefined) return plain(here);
  if (there === undefined) return plain(here, await readEntries(git, here));
  if (await git.isAncestor(here, there)) return plain(there);
  const entries = await readEntries(git, `${there}..${here}`);
  if (await git.isAncestor(there, here)) return plain(here, entries);
  const { state, superseded } = reapply(await readState(git, there, "all"), entries);
  const gone = new Set(superseded.map(({ entry }) => entry));
  return { tip: there, state, pending: entries.filter((entry) => !gone.has(entry)), superseded };
}
