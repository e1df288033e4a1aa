import { PromptopsError } from "../core/errors/promptops-error.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * A signal that fires at the first Ctrl-C (or SIGTERM), so that what is in flight can be finished; the second one ends the
 * process. Only commands that heed it ask for it: all others end at the first.
 * @param last Is told of the second one, and has until it returns to say something.
 */
export function interruption(last?: (reason: PromptopsError) => void): AbortSignal {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    if (!controller.signal.aborted) return controller.abort(new PromptopsError("interrupted", `Interrupted by ${name}.`));
    // Only now: libraries that listen too end the process themselves as soon as they are the last to do so.
    for (const signal of signals) process.off(signal, interrupt);
    last?.(new PromptopsError("interrupted", `Interrupted by ${name} a second time, and ended at once.`));
    process.kill(process.pid, name);
  };
  for (const signal of signals) process.on(signal, interrupt);
  return controller.signal;
}
