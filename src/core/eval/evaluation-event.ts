import type { WaitReason } from "../pacing/pace.ts";
import type { CaseResult } from "./case-result.ts";
import type { EvaluationPlan } from "./evaluation-plan.ts";

/**
 * What an evaluation tells while it runs. `done` and `resumed` are about results that were there before a resume;
 * `waiting` that nobody asks a provider for so many milliseconds, and why; `interrupted` says how many calls are under way and how long they may go on.
 */
export type EvaluationEvent =
  | { readonly type: "started"; readonly id: string; readonly plan: EvaluationPlan; readonly tasks: number; readonly done: number }
  | { readonly type: "result"; readonly result: CaseResult; readonly resumed: boolean }
  | { readonly type: "waiting"; readonly provider: string; readonly reason: WaitReason; readonly ms: number }
  | { readonly type: "interrupted"; readonly underWay: number; readonly graceMs: number };
