import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { durationText } from "../../reporters/duration-text.ts";
import { moneyText } from "../../reporters/money-text.ts";
import { timeLeft, type ProgressState, type Waiting } from "./progress-state.ts";

/** `120/1200 · 118 passed · 1 failed · 1 error · $0.012 · 40 s left` */
export function progressText(state: ProgressState, elapsedMs: number): string {
  const { tasks, done, pass, fail, error, pending, cost, waiting } = state;
  const left = timeLeft(state, elapsedMs);
  return [
    `${done}/${tasks}`,
    `${pass} passed`,
    ...(fail > 0 ? [`${fail} failed`] : []),
    ...(error > 0 ? [`${error} ${error === 1 ? "error" : "errors"}`] : []),
    ...(pending > 0 ? [`${pending} pending`] : []),
    ...(cost === undefined || cost === 0 ? [] : [moneyText(cost)]),
    ...(waiting === undefined || waiting.until <= elapsedMs ? [] : [waitingText(waiting, elapsedMs)]),
    ...(left === undefined || done === tasks ? [] : [`${durationText(left)} left`]),
  ].join(" · ");
}

const reasons: Readonly<Record<Waiting["reason"], string>> = {
  "retry-after": "it asked for it",
  rpm: "its limit of calls a minute",
  tpm: "its limit of tokens a minute",
};

/** `waiting 20 s for openai (it asked for it)` */
export function waitingText({ provider, reason, until }: Waiting, elapsedMs: number): string {
  return `waiting ${durationText(until - elapsedMs)} for ${provider} (${reasons[reason]})`;
}

/** What a person who pressed Ctrl-C waits for. */
export function interruptedText({ underWay, graceMs }: Extract<EvaluationEvent, { type: "interrupted" }>): string {
  return `Interrupted: waiting up to ${graceMs / 1000} s for ${underWay} ${underWay === 1 ? "call" : "calls"} in flight; press again to stop now.`;
}
