import type { Job } from "../model/job.ts";

/** A job's timing in a few words. */
export function scheduleText({ cron, every, timezone, jitter }: Pick<Job, "cron" | "every" | "timezone" | "jitter">): string {
  const when = cron === undefined ? `every ${every}` : `${cron} ${timezone ?? "UTC"}`;
  return jitter === undefined ? when : `${when}, up to ${jitter} later`;
}
