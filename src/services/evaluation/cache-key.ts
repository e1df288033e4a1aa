import { digestOf } from "../../core/identity/digest.ts";
import { requestDigest } from "../../core/identity/request-digest.ts";
import type { ModelCall } from "./call-model.ts";

/** What an answer is kept under: who was asked what, and for which epoch, since epochs exist to be answered anew. */
export function cacheKey({ provider, request, epoch }: Pick<ModelCall, "provider" | "request" | "epoch">): string {
  return digestOf({ of: "answer/1", provider: provider.fingerprint, request: requestDigest(request), epoch });
}
