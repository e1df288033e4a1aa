import { OpenAI } from "openai/client";
import { APIConnectionError, APIError } from "openai/error";
import { Stream } from "openai/streaming";
import type { Place } from "../over-http/failures.ts";
import { sdkPost, type Post, type Sdk } from "../over-http/sdk-post.ts";
import { transport } from "../over-http/transport.ts";

/** The SDK as nothing but what we tell it: every setting that it would take from the environment is given here. */
export function openaiClient(place: Place, headers: Readonly<Record<string, string>>): Post {
  const sdk = new OpenAI({
    baseURL: place.url,
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
  const { status, headers, code, message } = error as APIError;
  const text = message.replace(/^\d{3} /, "");
  return { status, headers, code, text: text === "status code (no body)" ? "" : text };
}
