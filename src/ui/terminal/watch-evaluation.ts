import type { EvaluationEvent } from "../../core/eval/evaluation-event.ts";
import { noProgress, progressAfter } from "./progress-state.ts";
import { interruptedText, progressText } from "./progress-text.ts";

export interface WatchOptions {
  /** Where people look while they wait: standard error. */
  readonly stream: NodeJS.WriteStream;
  /** Draw a bar; else a line now and then. */
  readonly interactive: boolean;
  /** Show nothing. */
  readonly quiet: boolean;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Calls back after so many milliseconds, unless the returned function is called before. Default: a timer that keeps no process alive. */
  readonly after?: (ms: number, call: () => void) => () => void;
}

export interface Watch {
  readonly onEvent: (event: EvaluationEvent) => void;
  /** Takes the bar away. */
  readonly stop: () => Promise<void>;
}

/** More than these are not over before somebody wonders. */
const fewTasks = 8;
/** However few they are, who waits longer than this sees how far it is. */
const patienceMs = 1_000;
/** Without a terminal: a line when another tenth is done, and not too often. */
const parts = 10;
const quietMs = 2_000;

/** Shows how far an evaluation is. The drawing library is loaded only when there is something to wait for. */
export function watchEvaluation({ stream, interactive, quiet, elapsed, after = onTimer }: WatchOptions): Watch {
  let state = noProgress;
  let began = 0;
  let spoke = 0;
  let drawing: Promise<() => void> | undefined;
  let stopPatience = () => {};
  let told = 0;
  let heardUntil = 0;
  const sinceStart = () => elapsed() - began;
  const tenths = (done: number) => Math.floor((done * parts) / state.tasks);

  async function draw(): Promise<() => void> {
    const { drawProgress } = await import("./eval-progress.tsx");
    return drawProgress({ state: () => state, elapsed: sinceStart }, stream);
  }

  /** Long waits are told of at once: without a word, a silent minute looks like the end. */
  function sayWaiting(ms: number): void {
    if (interactive || ms < quietMs || elapsed() < heardUntil) return;
    heardUntil = elapsed() + quietMs;
    stream.write(`${progressText(state, sinceStart())}\n`);
  }

  let ending: Promise<void> | undefined;
  const beginDrawing = () => void (drawing ??= ending === undefined ? draw() : undefined);
  const takeAway = () => {
    stopPatience();
    return (ending ??= Promise.resolve(drawing).then((away) => away?.()));
  };

  return {
    onEvent(event) {
      if (quiet) return;
      if (event.type === "interrupted") {
        // A bar would be drawn over the sentence.
        void takeAway().then(() => stream.write(`${interruptedText(event)}\n`));
        return;
      }
      state = progressAfter(state, event, sinceStart());
      if (event.type === "waiting") {
        sayWaiting(event.ms);
        return;
      }
      if (event.type === "started") {
        began = spoke = elapsed();
        if (interactive && event.tasks - event.done > fewTasks) beginDrawing();
        else if (interactive && event.tasks > event.done) {
          stopPatience();
          stopPatience = after(patienceMs, beginDrawing);
        }
        return;
      }
      if (interactive || event.resumed || elapsed() - spoke < quietMs || tenths(state.done) === tenths(told)) return;
      told = state.done;
      spoke = elapsed();
      stream.write(`${progressText(state, sinceStart())}\n`);
    },
    stop: takeAway,
  };
}

function onTimer(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
