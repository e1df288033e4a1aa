import { applyEvent, misfit } from "./apply-event.ts";
import type { LogEntry } from "./fold-log.ts";
import type { Change, EventDraft, ReleaseEvent } from "./release-event.ts";
import { liveKey, withChange, type ReleaseState } from "./release-state.ts";

export interface Superseded {
  readonly entry: LogEntry;
  /** One sentence: why it no longer holds. */
  readonly reason: string;
}

export interface Reapplied {
  /** What still holds, in order. */
  readonly drafts: readonly EventDraft[];
  readonly superseded: readonly Superseded[];
  /** What the drafts lead to. */
  readonly state: ReleaseState;
}

/**
 * What becomes of entries that were recorded here while others recorded theirs elsewhere: each takes its place after theirs when what it
 * went from is still so, and is superseded otherwise. Of a rollback of much, what others took back to the very same version is done.
 * @param state What the others' entries lead to: everything the entries here touch must be in it.
 */
export function reapply(state: ReleaseState, entries: readonly LogEntry[]): Reapplied {
  const drafts: EventDraft[] = [];
  const superseded: Superseded[] = [];
  for (const entry of entries) {
    const { schema_version: _, sequence: __, previous: ___, ...rest } = entry.event;
    const draft = { ...rest, changes: leftToDo(state, entry.event) };
    const event = { ...entry.event, ...draft, sequence: state.sequence + 1 };
    const reason = misfit(state, event);
    if (reason !== undefined) {
      superseded.push({ entry, reason });
      continue;
    }
    drafts.push(draft);
    state = withChange(state, applyEvent(state, event));
  }
  return { drafts, superseded, state };
}

/** All of them when nothing is left: then it is told as superseded. */
function leftToDo({ live }: ReleaseState, { kind, changes, undoes }: ReleaseEvent): Change[] {
  const left = kind === "rollback" && undoes === undefined ? changes.filter((change) => live.get(liveKey(change))?.version !== change.to) : [];
  return left.length === 0 ? changes : left;
}
