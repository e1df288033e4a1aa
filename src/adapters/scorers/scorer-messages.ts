import type { ScoreInput } from "../../core/assertions/kind.ts";
import type { Json } from "../../core/model/shape.ts";

/** The first message to a scorer's process. */
export interface ScorerSource {
  readonly source: Uint8Array;
}

export interface ScorerQuestion {
  readonly input: ScoreInput;
  readonly config: Json | undefined;
}

/** The scorer was loaded; or whatever it returned, not looked at yet; or why there is nothing. */
export type ScorerAnswer = { readonly ready: true } | { readonly returned: unknown } | { readonly failed: string };
