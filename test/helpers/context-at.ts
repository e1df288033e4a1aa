import { systemClock } from "../../src/adapters/clock.ts";
import { Context } from "../../src/cli/context.ts";
import type { Clock } from "../../src/ports/clock.ts";

/** A process's ports where it is `at` now, and time goes on from there. */
export function contextAt(folder: string, at: number): Context {
  return new ContextAt(folder, at - systemClock.now());
}

class ContextAt extends Context {
  readonly #by: number;

  constructor(folder: string, by: number) {
    super(folder, "0.1.0", true);
    this.#by = by;
  }

  override clock(): Promise<Clock> {
    return Promise.resolve({ ...systemClock, now: () => systemClock.now() + this.#by });
  }
}
