import type { Attempt } from "./response.ts";

type Failure = Exclude<Attempt["outcome"], "answered">;

/** What an HTTP status other than success says about an attempt. Only `rate-limit`, `timeout` and `server` are worth another one. */
export function failureOfStatus(status: number): Failure {
  // 402: the account cannot pay, and will not be able to a second later.
  if (status === 401 || status === 402 || status === 403) return "auth";
  if (status === 408) return "timeout";
  if (status === 429) return "rate-limit";
  return status === 409 || status >= 500 ? "server" : "bad-request";
}

/** The vendors' own words for failures, as they stand in OpenAI's `code` and Anthropic's `type`. */
const codes: Readonly<Record<string, Failure>> = {
  rate_limit_exceeded: "rate-limit",
  rate_limit_error: "rate-limit",
  server_error: "server",
  api_error: "server",
  overloaded_error: "server",
  timeout_error: "timeout",
  insufficient_quota: "auth",
  billing_error: "auth",
  authentication_error: "auth",
  permission_error: "auth",
  invalid_request_error: "bad-request",
  not_found_error: "bad-request",
  request_too_large: "bad-request",
};

/** What a failure says that comes after success was sent, when no status tells; undefined for an unknown word. */
export function failureOfCode(code: unknown): Failure | undefined {
  return typeof code === "string" && Object.hasOwn(codes, code) ? codes[code] : undefined;
}
