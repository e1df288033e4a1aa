/** What is always true of a watch's reason code. */
export interface WatchCode {
  readonly outcome: "pass" | "fail" | "error";
  readonly meaning: string;
  /** The next step; absent when all is well. */
  readonly hint?: string;
}

/** Everything that the watch over a promoted version can say. `docs/reason-codes.md` lists them. */
export const watchCodes = {
  "within-guard": { outcome: "pass", meaning: "What came of the version so far does not speak against it clearly enough." },
  "feedback-bad": {
    outcome: "fail",
    meaning: "People call more of its answers bad than the guard allows.",
    hint: "Read them: `promptops feedback list`.",
  },
  "answers-unusable": {
    outcome: "fail",
    meaning: "More of its answers are unusable than the guard allows: empty, refused, or not what the contract promises.",
    hint: "Look at them: `promptops runs list --prompt <prompt> --status failed`.",
  },
  "outcomes-bad": {
    outcome: "fail",
    meaning: "What came of it is good for fewer units than the guard asks for.",
    hint: "Look at those units where you keep them: the ledger has only their digests.",
  },
  "runs-slow": {
    outcome: "fail",
    meaning: "More of its runs take longer than the guard allows.",
    hint: "Shorten the prompt or its answer, choose a faster model, or raise the guard.",
  },
  "runs-costly": {
    outcome: "fail",
    meaning: "More of its runs cost more than the guard allows.",
    hint: "Shorten the prompt or its answer, choose a cheaper model, or raise the guard.",
  },
  "cost-not-known": {
    outcome: "error",
    meaning: "A cost guard is set, and the price of no run is known.",
    hint: "Add the model under `prices` in `.promptops.yml`.",
  },
} as const satisfies Record<string, WatchCode>;
export type WatchReason = keyof typeof watchCodes;
