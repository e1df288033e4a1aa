import type { Prompt } from "../model/prompt.ts";
import { digestOf } from "./digest.ts";

/** What answers: the provider's fingerprint (kind, API, base URL, rules), the model, its parameters. */
export interface ModelConfiguration {
  readonly fingerprint: string;
  /** `provider/name` */
  readonly model: string;
  readonly params: Prompt["model"]["params"];
}

/** A model configuration's identity: two evaluations with the same one asked the same thing of the same place. */
export function modelDigest({ fingerprint, model, params }: ModelConfiguration): string {
  return digestOf({ of: "model/1", fingerprint, model, params });
}
