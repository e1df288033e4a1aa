import type { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Change } from "../../core/release/release-event.ts";
import type { RecordedEvent } from "./record-event.ts";
import type { SyncedLog } from "./sync-log.ts";

/** What every result says of the log: see `core/results/release-parts.ts`. */
export function recordedParts({ remote, notes, offline: before }: SyncedLog, changes: readonly Change[], recorded?: RecordedEvent) {
  const offline: PromptopsError | undefined = recorded === undefined ? before : recorded.offline;
  return {
    changes: [...changes],
    ...(recorded === undefined ? {} : { entry: recorded.event.sequence }),
    shared: offline === undefined,
    ...(remote === undefined ? {} : { remote }),
    ...(offline === undefined ? {} : { offline: { code: offline.code, message: offline.message } }),
    notes: [...notes],
  };
}
