import { digestOf } from "../identity/digest.ts";
import { requestDigest } from "../identity/request-digest.ts";
import type { ModelRequest } from "../model-call/request.ts";

/** Which answer to a question: both from 1. */
interface Which {
  readonly epoch?: number | undefined;
  readonly sample?: number | undefined;
}

/** Where an answer is recorded, below the folder of recordings. @param provider Its name in `.promptops.yml`. */
export function answerPath(provider: string, request: ModelRequest, { epoch = 1, sample = 1 }: Which): string {
  return `${provider}/${requestDigest(request)}${epoch > 1 ? `.e${epoch}` : ""}${sample > 1 ? `.s${sample}` : ""}.json`;
}

/** Where a text's vector is recorded. */
export function embeddingPath(provider: string, model: string, text: string): string {
  return `${provider}/embeddings/${embeddingDigest(model, text)}.json`;
}

/** @param model Its name at the provider. */
export function embeddingDigest(model: string, text: string): string {
  return digestOf({ of: "embedding/1", model, text });
}
