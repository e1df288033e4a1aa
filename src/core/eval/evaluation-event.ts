import type { CaseResult } from "./case-result.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";

/**
 * What an evaluation tells while it runs. `done` and `resumed` are about results that were there before a resume;
 * `interrupted` says how many calls are under way and how long they may go on.
 */
export type EvaluationEvent =
  | { readonly type: "started"; readonly id: string; readonly plan: EvaluationPlan; readonly tasks: number; readonly done: number }
  | { readonly type: "result"; readonly result: CaseResult; readonly resumed: boolean }
  | { readonly type: "interrupted"; readonly underWay: number; readonly graceMs: number };
