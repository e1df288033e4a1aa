import type { Json } from "../model/shape.ts";

/** Token counts of one call. `input` includes the cached part. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cachedInput: number;
  readonly cacheWrite: number;
  readonly reasoning: number;
  readonly webSearches: number;
  /** The provider cannot say, or did not say, how much was thought: `reasoning` is 0 then, and nobody knows. */
  readonly reasoningUntold?: true;
  /** The part of `cacheWrite` that is kept for longer than usual, at a price of its own: an hour at Anthropic, twelve at OpenAI. */
  readonly cacheWriteLong?: number;
  /** Another rate than the usual one that the call was served at (a faster or a cheaper tier, a region), in the provider's word. */
  readonly rate?: string;
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: Json;
}

export interface Citation {
  readonly url: string;
  readonly title?: string;
  /** The passages of the answer's text that it stands for, in UTF-16 units, `end` not included. Absent when the provider does not tell. */
  readonly spans?: readonly { readonly start: number; readonly end: number }[];
}

/** A page that a provider's web search brought into the conversation, as far as the provider shows it. */
export interface SearchResult {
  readonly url: string;
  readonly title?: string;
  readonly text?: string;
}

/** One try at one call: what happened, and how long it took. */
export interface Attempt {
  readonly outcome: "answered" | "rate-limit" | "timeout" | "network" | "server" | "auth" | "bad-request" | "malformed" | "aborted";
  readonly status?: number;
  /** Nothing of it reached the provider. */
  readonly unsent?: boolean;
  readonly latencyMs: number;
}

export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly citations: readonly Citation[];
  /** Absent when the provider shows none. */
  readonly searchResults?: readonly SearchResult[];
  readonly usage: Usage | undefined;
  /** What the provider itself says the call cost, in billionths of a US dollar; absent where it does not tell. */
  readonly costNanoUsd?: number;
  readonly finishReason: "stop" | "length" | "tool-calls" | "content-filter" | "other";
  readonly refusal?: string;
  /** The model that says it answered. */
  readonly modelAnswered: string;
  readonly providerRequestId?: string;
  /** Milliseconds of the attempt that answered. */
  readonly latencyMs: number;
  /** Milliseconds until its first piece came, when it came in pieces. */
  readonly firstTokenMs?: number;
  readonly attempts: readonly Attempt[];
}

/** Texts as vectors, for comparing meanings. */
export interface Embedding {
  /** One per text, in their order; all of one length. */
  readonly vectors: readonly (readonly number[])[];
  readonly usage: Usage | undefined;
  readonly modelAnswered: string;
  readonly latencyMs: number;
  readonly attempts: readonly Attempt[];
}
