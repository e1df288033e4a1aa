import { applyEvent, misfit } from "./apply-event.ts";
import type { ReleaseEvent } from "./release-event.ts";
import { liveKey, type LiveRecord, type ReleaseState, type StateChange, type VersionRecord } from "./release-state.ts";
import { versionName } from "./version-name.ts";

/** An entry with the commit that holds it. */
export interface LogEntry {
  readonly commit: string;
  readonly event: ReleaseEvent;
}

/** Where a log is not what it claims to be. */
export interface LogDamage {
  readonly commit: string;
  readonly sequence: number;
  /** One sentence. */
  readonly message: string;
}

export interface FoldedLog {
  readonly state: ReleaseState;
  /** The first entry that does not follow from those before it; the state is what those before it lead to. */
  readonly damage: LogDamage | undefined;
}

/**
 * What a log leads to: its entries in the order of their chain, whatever their clocks said. @param entries Oldest first.
 * @param each Told of each entry that follows, with what it changes.
 */
export function foldLog<Entry extends LogEntry>(entries: readonly Entry[], each?: (entry: Entry, change: StateChange) => void): FoldedLog {
  const versions = new Map<string, VersionRecord>();
  const live = new Map<string, LiveRecord>();
  let [sequence, previous] = [0, null as string | null];
  for (const entry of entries) {
    const { commit, event } = entry;
    const state = { sequence, versions, live };
    const message =
      event.previous === previous ? misfit(state, event) : `It names ${event.previous ?? "nothing"} as the entry before it, where ${previous ?? "nothing"} is.`;
    if (message !== undefined) return { state, damage: { commit, sequence: event.sequence, message } };
    const change = applyEvent(state, event);
    each?.(entry, change);
    for (const record of change.versions) versions.set(versionName(record), record);
    for (const record of change.live) live.set(liveKey(record), record);
    [sequence, previous] = [event.sequence, commit];
  }
  return { state: { sequence, versions, live }, damage: undefined };
}
