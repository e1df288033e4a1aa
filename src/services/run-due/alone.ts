import { recoverTick, type Recovered } from "./recover-tick.ts";
import type { RunDueDeps } from "./run-due-deps.ts";
import { openTick, type Tick } from "./tick.ts";

/** Milliseconds that a person's command waits for a tick that is under way. */
const patienceMs = 60_000;

/** Work of a person, by the rules of a tick: nobody else ticks meanwhile on this machine, and what a dead process left is brought in first. @throws PromptopsError `locked`, and as `openTick`. */
export function alone<T>(deps: RunDueDeps, work: (tick: Tick, recovered: Recovered) => Promise<T>): Promise<T> {
  return deps.lock.holding("tick", patienceMs, async () => {
    const tick = await openTick(deps);
    return work(tick, await recoverTick(tick));
  });
}
