import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { watchEvaluation, type WatchOptions } from "./watch-evaluation.ts";

/** Does work that may evaluate, and shows on standard error how far that is. */
export async function whileWatching<T>(
  options: Pick<WatchOptions, "quiet" | "elapsed">,
  work: (onEvent: (event: EvaluationEvent) => void) => Promise<T>,
): Promise<T> {
  const watch = watchEvaluation({ ...options, stream: process.stderr, interactive: isInteractive() });
  try {
    return await work(watch.onEvent);
  } finally {
    await watch.stop();
  }
}

/** Does a person look at standard error? */
export function isInteractive(): boolean {
  return process.stderr.isTTY === true && !process.env["CI"];
}
