import type { Heartbeat } from "../../ports/heartbeat.ts";
import { getText } from "../net/get-text.ts";

/** More of an answer is not read. */
const largestAnswer = 64 * 1024;

/** Asks the watcher's URL, as healthchecks.io, Cronitor and others have it. */
export const httpHeartbeat: Heartbeat = {
  async beat(url, allowPrivate, signal) {
    try {
      const got = await getText({ url, headers: {}, allowPrivate, maxBytes: largestAnswer, signal });
      return "text" in got ? undefined : "forbidden" in got ? `The heartbeat ${got.forbidden}.` : `The heartbeat was not heard: ${got.failed}.`;
    } catch {
      return "The heartbeat was not heard in time.";
    }
  },
};
