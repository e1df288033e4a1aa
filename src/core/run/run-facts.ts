import type { JobDestination } from "../model/job.ts";
import type { Output } from "../model/prompt.ts";
import type { RunDraft } from "./run-draft.ts";

/** What finishing a run takes beside its answers: journaled before the model is asked, so that a crash loses none of it. */
export interface RunFacts {
  readonly draft: RunDraft;
  /** What the prompt promises; null when nothing. */
  readonly output: Output | null;
  /** What `declaredTools` says of the prompt; absent in a journal of an earlier version. */
  readonly tools?: readonly string[];
  readonly title: string | null;
  readonly destinations: readonly JobDestination[];
}
