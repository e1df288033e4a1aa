import OpenAI, { APIConnectionError, APIConnectionTimeoutError, APIError } from "openai";
import { ProviderError } from "../../../core/errors/provider-error.ts";
import { failureOfStatus } from "../../../core/model-call/http-failure.ts";
import { retryAfterMs } from "../../../core/model-call/retry-after.ts";
import { fieldsOf, isFields, type Fields } from "./fields.ts";
import { AnswerTooLarge, transport } from "./transport.ts";
import type { Speaker } from "./wire-format.ts";

export interface ClientOptions {
  readonly speaker: Speaker;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export interface Reply {
  readonly body: Fields;
  readonly requestId: string | undefined;
}

/** One POST through the SDK. @throws ProviderError */
export type Post = (path: string, body: Fields, signal: AbortSignal) => Promise<Reply>;

/** The SDK as nothing but what we tell it: every setting that it would take from the environment is given here. */
export function openaiClient({ speaker: { name: provider, clean }, baseUrl, headers, now }: ClientOptions): Post {
  const sdk = new OpenAI({
    baseURL: baseUrl,
    // The transport sends the real one.
    apiKey: "unused",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // Longer than any attempt: those are ended by their signal.
    timeout: 2 * 3_600_000,
    fetch: transport(headers),
  });

  return async (path, body, signal) => {
    try {
      const { data, request_id: requestId } = await sdk.post<unknown>(path, { body, signal }).withResponse();
      if (!isFields(data))
        throw new ProviderError("malformed", provider, `${provider} answered, but not with JSON: is the base URL ${hostOf(baseUrl)} that of the API?`);
      return { body: data, requestId: requestId ?? undefined };
    } catch (error) {
      throw error instanceof ProviderError ? error : failureOf(error);
    }
  };

  function failureOf(error: unknown): unknown {
    if (error instanceof APIConnectionError) return connectionFailure(error);
    if (error instanceof APIError && typeof error.status === "number") return statusFailure(error, error.status);
    if (error instanceof SyntaxError) return new ProviderError("malformed", provider, `${provider} answered with broken JSON.`, { cause: error });
    return error;
  }

  function connectionFailure(error: APIConnectionError): ProviderError {
    const { cause } = error;
    if (cause instanceof AnswerTooLarge) return new ProviderError("malformed", provider, `${provider} sent more than any answer can be.`, { cause });
    if (error instanceof APIConnectionTimeoutError) return new ProviderError("timeout", provider, `${provider} did not answer in time.`, { cause });
    // A key or a header that cannot be sent.
    if (cause instanceof TypeError) return new ProviderError("bad-request", provider, `${provider} could not be asked: ${clean(cause.message)}`, { cause });
    const code = fieldsOf(cause instanceof AggregateError ? cause.errors[0] : cause)["code"];
    return new ProviderError("network", provider, `The connection to ${provider} (${hostOf(baseUrl)}) failed${typeof code === "string" ? `: ${code}` : ""}.`, {
      cause,
    });
  }

  function statusFailure(error: APIError, status: number): ProviderError {
    // Out of credit is told with the status of a rate limit, but no waiting helps.
    const kind = error.code === "insufficient_quota" ? "auth" : failureOfStatus(status);
    const wait = error.headers === undefined ? undefined : retryAfterMs(error.headers, now());
    return new ProviderError(kind, provider, `${provider} answered ${status}${said(error)}`, { status, ...(wait === undefined ? {} : { retryAfterMs: wait }) });
  }

  /** What the server says, unless it is a page. */
  function said({ message, status, headers: answered }: APIError): string {
    if (status !== undefined && status < 400)
      return `: it redirects to ${clean(answered?.get("location") ?? "nowhere")} Give \`base_url\` the address of the API itself.`;
    const text = clean(message.replace(/^\d{3} /, ""));
    return text === "" || text.startsWith("<") || text === "status code (no body)." ? "." : `: ${text}`;
  }
}

function hostOf(baseUrl: string): string {
  return new URL(baseUrl).host;
}
