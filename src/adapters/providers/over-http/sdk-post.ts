import { ProviderError } from "../../../core/errors/provider-error.ts";
import { isEventStream } from "./event-stream.ts";
import { connectionFailure, saidFailure, type Place, type SaidFailure } from "./failures.ts";
import { fieldsOf, isFields, type Fields } from "./fields.ts";
import { traceHeader } from "./headers.ts";
import { readJson } from "./read-json.ts";

/** What the vendors' SDKs have in common. */
export interface Sdk {
  /** @throws Its own errors, which `failure` reads. */
  post(path: string, options: { readonly body: Fields; readonly signal: AbortSignal; readonly headers: Record<string, string> }): Promise<Response>;
  events(response: Response): AsyncIterable<unknown>;
  /** What one of its errors says; undefined for any other error. */
  failure(error: unknown): SaidFailure | { readonly cause: unknown } | undefined;
}

/** An answer at once, or in pieces. */
export type Reply = { readonly requestId: string | undefined } & ({ readonly body: Fields } | { readonly events: AsyncIterable<Fields> });

/** One POST. @throws ProviderError */
export type Post = (path: string, body: Fields, signal: AbortSignal, traceparent?: string) => Promise<Reply>;

/** One POST through a vendor's SDK, its errors told in our words. */
export function sdkPost(sdk: Sdk, place: Place): Post {
  const { name } = place.speaker;

  return async (path, body, signal, traceparent) => {
    try {
      const response = await sdk.post(path, { body, signal, headers: traceHeader(traceparent) });
      const requestId = response.headers.get("x-request-id") ?? response.headers.get("request-id") ?? undefined;
      if (isEventStream(response.headers)) return { requestId, events: eventsOf(response) };
      const json = readJson(place, await response.text(), response.headers.get("content-type"));
      if (isFields(json)) return { requestId, body: json };
      throw new ProviderError("malformed", name, `${name} answered with JSON that is no object.`);
    } catch (error) {
      throw failureOf(error, path);
    }
  };

  async function* eventsOf(response: Response): AsyncGenerator<Fields> {
    try {
      for await (const event of sdk.events(response)) yield fieldsOf(event);
    } catch (error) {
      if (error instanceof SyntaxError) throw new ProviderError("malformed", name, `${name} sent a piece of an answer that is broken JSON.`, { cause: error });
      const failure = failureOf(error);
      // What the SDK does not know came from the connection.
      throw failure instanceof ProviderError ? failure : connectionFailure(place, error);
    }
  }

  function failureOf(error: unknown, path?: string): unknown {
    if (error instanceof ProviderError) return error;
    const failure = sdk.failure(error);
    if (failure === undefined) return error;
    return "cause" in failure ? connectionFailure(place, failure.cause) : saidFailure({ ...place, ...(path !== undefined && { path }) }, failure);
  }
}
