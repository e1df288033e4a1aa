import type { Scored } from "../core/assertions/kind.ts";
import type { Json } from "../core/model/shape.ts";

/** What a command is run with. */
export interface CommandRun {
  readonly command: readonly string[];
  /** Bytes by repository path: they are there, and nothing else is, in the folder it runs in. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of environment variables it gets beside `PATH`. */
  readonly env: readonly string[];
  readonly timeoutMs: number;
  /** Written to its standard input as JSON. */
  readonly payload: { readonly [key: string]: Json };
}

/** Runs the user's own commands that score. */
export interface CommandScorer {
  /** @throws PromptopsError `scorer-failed` when it fails, hangs, or writes something that is no score; `program-missing`. */
  run(run: CommandRun): Promise<Scored>;
  /** Ends what is still running. */
  close(): Promise<void>;
}
