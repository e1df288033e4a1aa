import { systemClock } from "../../src/adapters/clock.ts";
import { Context } from "../../src/cli/context.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { EnvironmentVariables } from "../../src/ports/environment.ts";

/** A process's ports where it is `at` now, and time goes on from there. @param variables On top of its environment. */
export function contextAt(folder: string, at: number, variables: Readonly<Record<string, string>> = {}): Context {
  return new ContextAt(folder, at - systemClock.now(), variables);
}

class ContextAt extends Context {
  readonly #by: number;
  readonly #variables: Readonly<Record<string, string>>;

  constructor(folder: string, by: number, variables: Readonly<Record<string, string>>) {
    super(folder, "0.1.0", true);
    this.#by = by;
    this.#variables = variables;
  }

  override async environment(): Promise<EnvironmentVariables> {
    const { get } = await super.environment();
    return { get: (name) => this.#variables[name] ?? get(name) };
  }

  override clock(): Promise<Clock> {
    return Promise.resolve({ ...systemClock, now: () => systemClock.now() + this.#by });
  }
}
