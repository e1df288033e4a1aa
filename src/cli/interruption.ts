import { PromptopsError } from "../core/errors/promptops-error.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/**
 * A signal that fires at the first Ctrl-C (or SIGTERM), so that what is in flight can be finished; the second one ends the
 * process. Only commands that heed it ask for it: all others end at the first.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals) => {
    for (const signal of signals) process.off(signal, interrupt);
    controller.abort(new PromptopsError("interrupted", `Interrupted by ${name}.`));
  };
  for (const signal of signals) process.on(signal, interrupt);
  return controller.signal;
}
