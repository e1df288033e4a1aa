import type { Job } from "../../core/model/job.ts";
import type { RunDueDeps } from "./run-due-deps.ts";

export type Beat = "start" | "success" | "fail";

/** Milliseconds: a watcher that is slow holds nothing up for long. */
const longest = 10_000;

/** Tells a job's watcher, where it has one. It never fails, and a URL that cannot be used is as if there were none. */
export function beats({ heartbeat, environment }: Pick<RunDueDeps, "heartbeat" | "environment">, settings: Job["heartbeat"]): (beat: Beat) => Promise<void> {
  if (settings === undefined) return () => Promise.resolve();
  const { url: given, url_env: variable, allow_private: allowPrivate = false } = settings;
  const text = given ?? (variable === undefined ? undefined : environment.get(variable));
  return async (beat) => {
    const url = URL.parse(`${text ?? ""}`);
    if (url === null || !/^https?:$/.test(url.protocol)) return;
    if (beat !== "success") url.pathname = `${url.pathname.replace(/\/$/, "")}/${beat}`;
    await heartbeat.beat(url, allowPrivate, AbortSignal.timeout(longest));
  };
}
