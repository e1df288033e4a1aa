import { Cron } from "croner";
import { digestOf } from "../identity/digest.ts";
import type { Job } from "../model/job.ts";
import { durationMs } from "./duration.ts";

/** What of a job decides when it is due. */
export type Timing = Pick<Job, "cron" | "every" | "timezone" | "start" | "end" | "exclude">;

/** Only a change of these is an edit of the schedule: such a job has no past. */
export function timingDigest({ cron, every, timezone, start, end, exclude }: Timing): string {
  return digestOf({ of: "timing/1", cron, every, timezone, start, end, exclude });
}

/** When a job is due, by its schedule alone. Instants are milliseconds since the epoch. */
export interface Instants {
  /** The first one later than `after`; undefined when there is none any more. */
  next(after: number): number | undefined;
}

const compiled = new Map<string, Instants>();
/** So many schedules are kept ready; more are made again. */
const kept = 20_000;
/** So many answers of each. */
const remembered = 4;

/**
 * A schedule's instants. In a day that has an hour too many, a wall-clock time that is named runs once, at its first occurrence, and a
 * step (every 15 minutes) follows the time that passes; in a day that has one too few, a time that does not exist runs at the next
 * moment that does.
 */
export function instantsOf(timing: Timing): Instants {
  const key = timingDigest(timing);
  const ready = compiled.get(key);
  if (ready !== undefined) return ready;
  if (compiled.size >= kept) compiled.clear();
  const made = bounded(timing, excluding(timing, timing.cron === undefined ? elapsed(timing) : wallClock(timing.cron, timing.timezone)));
  compiled.set(key, made);
  return made;
}

function wallClock(cron: string, timezone = "UTC"): Instants {
  const pattern = new Cron(cron, { timezone, paused: true, fixedTimeRule: "no-wildcard" });
  // Jobs with one schedule ask the same, one after the other.
  let asked: (readonly [after: number, at: number | undefined])[] = [];
  return {
    next(after) {
      const known = asked.find(([before]) => before === after);
      if (known !== undefined) return known[1];
      const at = pattern.nextRun(new Date(after))?.getTime();
      asked = [[after, at] as const, ...asked].slice(0, remembered);
      return at;
    },
  };
}

/** From `start`, else from the epoch, in steps of real time. */
function elapsed({ every = "", start }: Timing): Instants {
  const step = durationMs(every);
  const from = start === undefined ? 0 : Date.parse(start);
  return { next: (after) => (after < from ? from : from + (Math.floor((after - from) / step) + 1) * step) };
}

function bounded({ start, end }: Timing, { next }: Instants): Instants {
  const first = start === undefined ? Number.NEGATIVE_INFINITY : Date.parse(start);
  const last = end === undefined ? Number.POSITIVE_INFINITY : Date.parse(end);
  return {
    next(after) {
      // An instant at `start` itself belongs to the schedule.
      const at = next(Math.max(after, first - 1));
      return at === undefined || at > last ? undefined : at;
    },
  };
}

/** A schedule whose every day is excluded would be searched for ever. */
const mostExcluded = 100_000;

function excluding({ exclude, timezone = "UTC" }: Timing, { next }: Instants): Instants {
  if (exclude === undefined) return { next };
  const days = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" });
  const spans = exclude.map((each) => {
    const [from = "", to = from] = each.split("..");
    return { from, to };
  });
  const isExcluded = (at: number) => {
    const day = days.format(at);
    return spans.some(({ from, to }) => from <= day && day <= to);
  };
  return {
    next(after) {
      let at = next(after);
      for (let passed = 0; at !== undefined && isExcluded(at); passed += 1) {
        if (passed === mostExcluded) return undefined;
        at = next(at);
      }
      return at;
    },
  };
}
