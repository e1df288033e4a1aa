import type { ScoreInput, Scored } from "../core/assertions/kind.ts";
import type { Json } from "../core/model/shape.ts";

/** Runs the user's own scorer files, away from this process's memory and environment. */
export interface ScorerRunner {
  /** @param source The file's bytes. @throws PromptopsError `scorer-failed` when it throws, hangs, or answers something that is no score. */
  run(file: string, source: Uint8Array, input: ScoreInput, config: Json | undefined): Promise<Scored>;
  close(): Promise<void>;
}
