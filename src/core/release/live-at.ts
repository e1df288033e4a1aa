import { foldLog, type LogEntry } from "./fold-log.ts";
import type { ReleaseState } from "./release-state.ts";

/** A point of the log: an entry's number, or a time in milliseconds since the epoch. */
export type LogPoint = { readonly sequence: number } | { readonly at: number };

/** `42`, or a time as ISO 8601 writes it (`2026-11-20`, `2026-11-20T09:00Z`; UTC unless it says otherwise); undefined for anything else. */
export function parseLogPoint(text: string): LogPoint | undefined {
  if (/^\d{1,9}$/.test(text)) return { sequence: Number(text) };
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return undefined;
  const [, day, time = "00:00", zone = "Z"] = match;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : { at };
}

/**
 * The state after the last entry that is not later than the point. The order is the log's own: an entry whose clock ran ahead
 * hides none of those that follow it.
 */
export function liveAt(entries: readonly LogEntry[], point: LogPoint): ReleaseState {
  const last = entries.findLastIndex(({ event }) => ("sequence" in point ? event.sequence <= point.sequence : Date.parse(event.at) <= point.at));
  return foldLog(entries.slice(0, last + 1)).state;
}
