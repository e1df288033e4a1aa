import type { Attempt } from "./response.ts";

/** What an HTTP status other than success says about an attempt. Only `rate-limit`, `timeout` and `server` are worth another one. */
export function failureOfStatus(status: number): Exclude<Attempt["outcome"], "answered"> {
  if (status === 401 || status === 403) return "auth";
  if (status === 408) return "timeout";
  if (status === 429) return "rate-limit";
  return status === 409 || status >= 500 ? "server" : "bad-request";
}
