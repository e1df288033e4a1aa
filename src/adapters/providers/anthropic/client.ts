import Anthropic, { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import { Stream } from "@anthropic-ai/sdk/streaming";
import type { Place } from "../over-http/failures.ts";
import { fieldsOf, textOf } from "../over-http/fields.ts";
import { sdkPost, type Post, type Sdk } from "../over-http/sdk-post.ts";
import { transport } from "../over-http/transport.ts";

/** The SDK as nothing but what we tell it: it reads no key, profile, token or address from the environment or from files. */
export function anthropicClient(place: Place, headers: Readonly<Record<string, string>>): Post {
  const sdk = new Anthropic({
    baseURL: place.url,
    // The transport sends the real one. With a key given, the SDK looks for no other credential.
    apiKey: "unused",
    authToken: null,
    webhookKey: null,
    logLevel: "off",
    openTelemetry: false,
    maxRetries: 0,
    // Longer than any attempt: those are ended by their signal.
    timeout: 2 * 3_600_000,
    fetch: transport(headers),
  });
  return sdkPost(
    {
      post: (path, options) => sdk.post(path, options).asResponse(),
      events: (response) => Stream.fromSSEResponse(response, new AbortController(), sdk),
      failure,
    },
    place,
  );
}

function failure(error: unknown): ReturnType<Sdk["failure"]> {
  if (error instanceof APIConnectionError) return { cause: error.cause };
  if (!(error instanceof APIError)) return undefined;
  const { status, headers, error: body, message } = error as APIError;
  const { type, message: said } = fieldsOf(fieldsOf(body)["error"]);
  const text = textOf(said) ?? message.replace(/^\d{3} /, "");
  return { status, headers, code: type, text: text === "status code (no body)" ? "" : text };
}
