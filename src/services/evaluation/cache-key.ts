import { canonicalJson, canonicalObject } from "../../core/identity/canonical-json.ts";
import { digestBytes, digestOf } from "../../core/identity/digest.ts";
import { requestDigest } from "../../core/identity/request-digest.ts";
import type { Provider } from "../../ports/provider.ts";
import type { ModelCall } from "./call-model.ts";

/** What an answer is kept under: who was asked what, and for which epoch, since epochs exist to be answered anew. */
export function cacheKey({ provider, request, epoch, sample }: Pick<ModelCall, "provider" | "request" | "epoch" | "sample">): string {
  return digestBytes(
    canonicalObject({
      epoch: canonicalJson(epoch),
      of: '"answer/1"',
      provider: canonicalJson(provider.fingerprint),
      request: canonicalJson(requestDigest(request)),
      sample: sample === undefined || sample === 1 ? undefined : canonicalJson(sample),
    }),
  );
}

/** What a text's vector is kept under. @param model As the provider calls it. */
export function vectorKey(provider: Pick<Provider, "fingerprint">, model: string, text: string): string {
  return digestOf({ of: "vector/1", provider: provider.fingerprint, model, text });
}
