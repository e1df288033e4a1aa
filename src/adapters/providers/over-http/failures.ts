import { ProviderError } from "../../../core/errors/provider-error.ts";
import { failureOfCode, failureOfStatus } from "../../../core/model-call/http-failure.ts";
import { retryAfterMs } from "../../../core/model-call/retry-after.ts";
import { fieldsOf } from "./fields.ts";
import { AnswerTooLarge } from "./exchange.ts";
import type { Speaker } from "./wire-format.ts";

/** Who was asked, and where: what the sentences about failures name. */
export interface Place {
  readonly speaker: Speaker;
  readonly url: string;
  /** The setting that holds the URL. */
  readonly setting: "base_url" | "url";
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a server said instead of an answer. */
export interface SaidFailure {
  /** Undefined when success had been sent before. */
  readonly status: number | undefined;
  readonly headers: Pick<Headers, "get"> | undefined;
  /** The failure's own word, as the vendor writes it. */
  readonly code: unknown;
  /** For people; empty when it said nothing. */
  readonly text: string;
}

/** Codes of Node and undici for connections that did not come about. */
const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "UND_ERR_CONNECT_TIMEOUT"]);

/** A request that got no answer, or not all of it. */
export function connectionFailure({ speaker: { name, clean }, url }: Place, cause: unknown): ProviderError {
  if (cause instanceof AnswerTooLarge) return new ProviderError("malformed", name, `${name} sent more than any answer can be.`, { cause });
  // A key or a header that cannot be sent.
  if (cause instanceof TypeError) return new ProviderError("bad-request", name, `${name} could not be asked: ${clean(cause.message)}`, { cause });
  const code = fieldsOf(cause instanceof AggregateError ? cause.errors[0] : cause)["code"];
  const unsent = typeof code === "string" && neverConnected.has(code);
  return new ProviderError("network", name, `The connection to ${name} (${new URL(url).host}) failed${typeof code === "string" ? `: ${code}` : ""}.`, {
    unsent,
    cause,
  });
}

/** An answer that says it is none. */
export function saidFailure({ speaker: { name, clean }, setting, now }: Place, { status, headers, code, text }: SaidFailure): ProviderError {
  if (status === undefined) {
    const kind = typeof code === "number" ? failureOfStatus(code) : (failureOfCode(code) ?? "server");
    return new ProviderError(kind, name, `${name} failed: ${clean(text) || "it did not say why."}`);
  }
  // Out of credit is told with the status of a rate limit, but no waiting helps.
  const kind = code === "insufficient_quota" ? "auth" : failureOfStatus(status);
  const wait = headers === undefined ? undefined : retryAfterMs(headers, now());
  const said = status < 400 ? redirected(setting, clean(headers?.get("location") ?? "nowhere")) : sentence(clean(text));
  return new ProviderError(kind, name, `${name} answered ${status}${said}`, { status, ...(wait === undefined ? {} : { retryAfterMs: wait }) });
}

function redirected(setting: Place["setting"], location: string): string {
  return `: it redirects to ${location} Give \`${setting}\` the address of the API itself.`;
}

/** What the server says, unless it is a page. */
function sentence(text: string): string {
  return text === "" || text.startsWith("<") ? "." : `: ${text}`;
}

/** A stream whose end did not come. */
export function cutOff({ name }: Speaker): ProviderError {
  return new ProviderError("network", name, `The answer of ${name} ended in the middle.`);
}
