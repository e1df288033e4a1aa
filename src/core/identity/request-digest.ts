import type { ModelRequest } from "../model-call/request.ts";
import { digestOf } from "./digest.ts";

/** A call's identity, whoever answers it. A cache adds the provider's fingerprint and the epoch. */
export function requestDigest(request: ModelRequest): string {
  return digestOf({ of: "request/1", ...request });
}
