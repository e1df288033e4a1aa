import type { CaseResult } from "../core/eval/case-result.ts";
import type { EvaluationHeader } from "../core/eval/evaluation-header.ts";

/** An evaluation from elsewhere: nothing in it was checked but its shape. */
export interface GivenEvaluation {
  /** Where it was found, for messages. */
  readonly name: string;
  readonly header: EvaluationHeader;
  /** Its results in the order they stand there, each time anew. @throws PromptopsError `corrupt-evaluation`. */
  results(): AsyncIterable<CaseResult>;
}

/** Evaluations that the user names on the command line by where they lie: anywhere on the machine. */
export interface GivenEvaluations {
  /**
   * The evaluation in a file that `--output x.evaluation.jsonl` wrote, or in a folder as the store keeps it; of any other folder,
   * all that lie anywhere below it, sorted by path. Links are not followed.
   * @throws PromptopsError `no-such-file`, `not-an-evaluation`, `corrupt-evaluation`.
   */
  find(path: string): Promise<readonly GivenEvaluation[]>;
}
