import { timeOf, type TimeQuestion } from "../core/schedule/time-of.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { Context } from "./context.ts";

/** A point in time that a flag gives, in milliseconds since the epoch. @param durations What `2h` means there. @throws PromptopsError `invalid-time`. */
export async function timeFlag(context: Context, flag: string, text: string | undefined, durations?: TimeQuestion["durations"]): Promise<number | undefined> {
  if (text === undefined) return undefined;
  return timeOf(text, { flag, now: (await context.clock()).now(), ...(durations === undefined ? {} : { durations }) });
}

/** From when on something is looked at: a time to come is refused, since nothing can have been since then. @throws PromptopsError `invalid-time`. */
export async function sinceFlag(context: Context, text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  return timeOf(text, { flag: "--since", now: (await context.clock()).now(), durations: "ago", isPast: true });
}

/** The same where it must be given. @throws PromptopsError `missing-argument`. */
export async function requiredTimeFlag(context: Context, flag: string, text: string | undefined, durations?: TimeQuestion["durations"]): Promise<number> {
  const at = await timeFlag(context, flag, text, durations);
  if (at === undefined)
    throw new PromptopsError("missing-argument", `The flag ${flag} is missing.`, {
      where: flag,
      hint: `Write a time, as in \`${flag} 2026-11-20T09:00Z\` (UTC).`,
    });
  return at;
}
