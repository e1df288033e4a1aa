import type { IntentPart } from "../core/ledger/intent.ts";
import type { Static } from "typebox";

/** What is known after one attempt at one part. */
export interface AttemptOutcome {
  /** `unknown`: it was sent, and no word came back. `refused`: no further attempt will be taken there (410, 401, a bad address). */
  readonly outcome: "delivered" | "retry" | "unknown" | "refused";
  /** Why, in one sentence without secrets; of a delivered one, what is to be known besides. */
  readonly sentence?: string;
  readonly status?: number;
  readonly externalId?: string;
  /** Milliseconds the receiver asked to wait. */
  readonly retryAfterMs?: number;
  /** The receiver asks that the whole destination be left alone, not only this delivery. */
  readonly wholeDestination?: boolean;
}

export interface SendInput {
  /** The delivery's name: `webhook-id`, nonce, Message-ID. */
  readonly intent: string;
  /** Counts from 1. */
  readonly part: number;
  readonly parts: number;
  readonly payload: Static<typeof IntentPart>;
  readonly traceparent: string;
  /** What it is about, for places that are named after it. `at`: the slot's instant, or when it was asked for. */
  readonly about: { readonly job: string | undefined; readonly run: string; readonly at: number };
  /** What the receiver called the parts that arrived before this one, in order. */
  readonly before: readonly (string | undefined)[];
}

/** A configured place to deliver to. One call is one attempt, whatever becomes of it; it never throws for what the other side does. */
export interface Destination {
  readonly name: string;
  readonly kind: string;
  /** @throws PromptopsError `missing-secret` and the like, before anything is sent. */
  send(input: SendInput, signal?: AbortSignal): Promise<AttemptOutcome>;
}

/** Opens a destination of `.promptops.yml` by its name. @throws PromptopsError `unknown-destination`. */
export type OpenDestination = (name: string) => Promise<Destination>;
