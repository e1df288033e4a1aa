import type { ScoreInput } from "../../core/assertions/kind.ts";
import type { Json } from "../../core/model/shape.ts";

export interface ScorerQuestion {
  readonly input: ScoreInput;
  readonly config: Json | undefined;
}

/** Whatever the scorer returned, not looked at yet, or why it did not. */
export type ScorerAnswer = { readonly returned: unknown } | { readonly failed: string };
