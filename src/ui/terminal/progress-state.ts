import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import type { WaitReason } from "../../core/pacing/pace.ts";
import { paidCost } from "../../core/eval/paid-cost.ts";

/** How far an evaluation is. */
export interface ProgressState {
  readonly tasks: number;
  readonly done: number;
  /** Of them, how many were there before a resume: they say nothing about speed. */
  readonly resumed: number;
  readonly pass: number;
  readonly fail: number;
  readonly error: number;
  readonly pending: number;
  /** Billionths of a US dollar; undefined when a price is not known. */
  readonly cost: number | undefined;
  /** Until when nobody asks a provider, and why. */
  readonly waiting?: Waiting;
}

export interface Waiting {
  readonly provider: string;
  readonly reason: WaitReason;
  /** Milliseconds since the evaluation began. */
  readonly until: number;
}

export const noProgress: ProgressState = { tasks: 0, done: 0, resumed: 0, pass: 0, fail: 0, error: 0, pending: 0, cost: 0 };

/** @param at Milliseconds since it began. */
export function progressAfter(state: ProgressState, event: EvaluationEvent, at: number): ProgressState {
  if (event.type === "started") return { ...noProgress, tasks: event.tasks };
  if (event.type === "interrupted") return state;
  if (event.type === "waiting") return { ...state, waiting: { provider: event.provider, reason: event.reason, until: at + event.ms } };
  const { result, resumed } = event;
  const paid = resumed ? 0 : paidCost(result);
  return {
    ...state,
    done: state.done + 1,
    resumed: state.resumed + (resumed ? 1 : 0),
    [result.status]: state[result.status] + 1,
    cost: paid === undefined || state.cost === undefined ? undefined : state.cost + paid,
  };
}

/** Milliseconds until it is done at the speed so far; undefined before anything was. */
export function timeLeft({ tasks, done, resumed }: ProgressState, elapsedMs: number): number | undefined {
  return done === resumed ? undefined : (elapsedMs / (done - resumed)) * (tasks - done);
}
