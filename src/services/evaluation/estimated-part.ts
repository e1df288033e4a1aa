/** Calls of one estimate that are alike: unknown is what nobody can know before. */
export interface EstimatedPart {
  readonly use: "answer" | "judge" | "rival" | "embedding";
  readonly prompt: string;
  /** `provider/name`; undefined when nothing says which model. */
  readonly model: string | undefined;
  /** Answers that are wanted. */
  readonly wanted: number;
  /** The most calls they may take. */
  readonly calls: number;
  /** Input tokens of each call, images included. */
  readonly input: number | undefined;
  /** Of those, at most so many are images. */
  readonly images?: number;
  /** Of each call, both directions, with a margin. */
  readonly tokens: number | undefined;
  /** The most that each call may cost. */
  readonly nanoUsd: number | undefined;
  /** Answers that were given and paid for before: nothing is spent. */
  readonly kept?: boolean;
}
