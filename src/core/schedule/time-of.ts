import { PromptopsError } from "../errors/promptops-error.ts";
import { offsetMs } from "./duration.ts";

/** How a point in time is asked for. */
export interface TimeQuestion {
  /** `--since` */
  readonly flag: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** What `2h` means there; nothing when absent. */
  readonly durations?: "ago" | "from now";
  /** It is asked what was since, or then: a time to come is refused. */
  readonly isPast?: boolean;
}

const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** `2026-11-20`, `2026-11-20T09:00Z`, `2026-11-20 09:00+01:00` in milliseconds since the epoch, UTC unless it says otherwise; undefined for what is no time, as 30 February is none. */
export function instantOf(text: string): number | undefined {
  const [, day, time = "00:00", zone = "Z"] = form.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(day)) || new Date(day).toISOString().slice(0, 10) !== day) return undefined;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? undefined : at;
}

/** A point in time as people type it, in milliseconds since the epoch: a time, or how far off it is. @throws PromptopsError `invalid-time`. */
export function timeOf(text: string, { flag, now, durations, isPast = false }: TimeQuestion): number {
  const offset = durations === undefined ? undefined : offsetMs(text, durations);
  const at = offset === undefined ? instantOf(text) : now + offset;
  if (at !== undefined && isPast && at > now) throw timeToCome(at, flag);
  if (at !== undefined) return at;
  const off = durations === undefined ? "" : `\`${flag} 2h\` (${durations}; \`s\`, \`m\`, \`h\`, \`d\`), `;
  throw new PromptopsError("invalid-time", `"${text}" is no time.`, {
    where: flag,
    hint: `Write ${off}\`${flag} 2026-11-20\` or \`${flag} 2026-11-20T09:00Z\` (UTC).`,
  });
}

/** @param at Milliseconds since the epoch. */
export function timeToCome(at: number, flag: string): PromptopsError {
  return new PromptopsError("invalid-time", `${new Date(at).toISOString().slice(0, 19)}Z is still to come.`, {
    where: flag,
    hint: "Name a time that has been (UTC).",
  });
}
