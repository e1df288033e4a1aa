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
  /** Where the call went below it; absent = to the URL itself. */
  readonly path?: string;
  /** The setting that holds the URL. */
  readonly setting: "base_url" | "url";
  /** Nobody set the URL: it is the vendor's own. */
  readonly isUsual?: boolean;
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

/** What OpenSSL says of an answer that is none of TLS, most often one in plain HTTP. */
const noTls = /wrong version number|packet length too long|unknown protocol|http request/i;

/** A request that got no answer, or not all of it. */
export function connectionFailure({ speaker: { name, clean }, url, setting }: Place, cause: unknown): ProviderError {
  if (cause instanceof AnswerTooLarge) return new ProviderError("malformed", name, `${name} sent more than any answer can be.`, { cause });
  // A key or a header that cannot be sent.
  if (cause instanceof TypeError) return new ProviderError("bad-request", name, `${name} could not be asked: ${clean(cause.message)}`, { cause });
  const code = fieldsOf(cause instanceof AggregateError ? cause.errors[0] : cause)["code"];
  if (url.startsWith("https:") && cause instanceof Error && noTls.test(cause.message)) {
    const sentence = `The connection to ${name} (${new URL(url).host}) failed${typeof code === "string" ? `: ${code}` : ""}. The server there does not speak TLS: \`${setting}\` may have to begin with \`http://\`.`;
    return new ProviderError("network", name, sentence, { unsent: true, cause });
  }
  const unsent = typeof code === "string" && neverConnected.has(code);
  return new ProviderError("network", name, `The connection to ${name} (${new URL(url).host}) failed${typeof code === "string" ? `: ${code}` : ""}.`, {
    unsent,
    cause,
  });
}

/** An answer that says it is none. */
export function saidFailure(place: Place, { status, headers, code, text }: SaidFailure): ProviderError {
  const { speaker, setting, now } = place;
  const { name, clean } = speaker;
  if (status === undefined) {
    const kind = typeof code === "number" ? failureOfStatus(code) : (failureOfCode(code) ?? "server");
    return new ProviderError(kind, name, `${name} failed: ${clean(text) || "it did not say why."}`);
  }
  // Out of credit is told with the status of a rate limit, but no waiting helps.
  const kind = code === "insufficient_quota" ? "auth" : failureOfStatus(status);
  const wait = headers === undefined ? undefined : retryAfterMs(headers, now());
  const said = status < 400 ? redirected(setting, clean(headers?.get("location") ?? "nowhere")) : sentence(clean(text));
  return new ProviderError(kind, name, `${name} answered ${status}${said}${status === 404 ? lost(place, text) : ""}`, {
    status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

function redirected(setting: Place["setting"], location: string): string {
  return `: it redirects to ${location} Give \`${setting}\` the address of the API itself.`;
}

/** Where nothing is: most often the address is not that of the API. A model that is not there is told with the same status. */
function lost(place: Place, text: string): string {
  const asked = askedUrl(place);
  const known = place.isUsual === true || /\bmodels?\b/i.test(text);
  const advice = /\/v\d/.test(asked) || place.setting === "url" ? "is it the address of the API?" : "`/v1` is often missing at its end.";
  return ` Asked was ${place.speaker.clean(asked)}${known ? "" : ` Look at \`${place.setting}\`: ${advice}`}`;
}

/** Without what may hold a key. */
export function askedUrl({ url, path = "" }: Pick<Place, "url" | "path">): string {
  const { origin, pathname } = new URL(`${url}${path}`);
  return `${origin}${pathname}`;
}

/** What the server says, unless it is a page. */
function sentence(text: string): string {
  return text === "" || text.startsWith("<") ? "." : `: ${text}`;
}

/** A stream whose end did not come. */
export function cutOff({ name }: Speaker): ProviderError {
  return new ProviderError("network", name, `The answer of ${name} ended in the middle.`);
}
