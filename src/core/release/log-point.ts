import { offsetMs } from "../schedule/duration.ts";
import { instantOf } from "../schedule/time-of.ts";

/** A point of the log: an entry's number, or a time in milliseconds since the epoch. */
export type LogPoint = { readonly sequence: number } | { readonly at: number };

/** `42`, a time (see `instantOf`), or how long ago (`2h`, `-7d`); undefined for anything else. @param now Milliseconds since the epoch. */
export function parseLogPoint(text: string, now: number): LogPoint | undefined {
  if (/^\d{1,9}$/.test(text)) return { sequence: Number(text) };
  const offset = offsetMs(text, "ago");
  const at = offset === undefined ? instantOf(text) : now + offset;
  return at === undefined ? undefined : { at };
}
