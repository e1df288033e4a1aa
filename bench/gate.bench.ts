import { gateScenarios } from "./gate/scenarios.ts";
import { simulate } from "./gate/simulate.ts";

const columns = ["suite", "mode", "candidate", "fixed", "peeking", "sequential", "calls", "median"] as const;

/**
 * How often the gate errs, what it sees and what it saves, on simulated suites whose truth is known. `fixed` waits for every case; `peeking`
 * asks the same test after every turn and stops at its first pass, which is what nobody should do; `sequential` is the gate's own.
 * @param args A number of repetitions. Default 1,000.
 */
export function run([repetitions = "1000"]: readonly string[]): void {
  const n = Number(repetitions);
  console.log(`Share of ${n} simulated gates that pass; alpha 0.05, margin 0.05, fixed seed. Calls: mean share of the suite that sequential ran.\n`);
  console.log(columns.map(cell).join(" "));
  for (const scenario of gateScenarios) {
    const { fixed, peeking, sequential, calls, median } = simulate(scenario, n);
    const { cases, mode, name } = scenario;
    console.log([cases, mode, name, share(fixed), share(peeking), share(sequential), share(calls), median].map(cell).join(" "));
  }
}

function cell(value: string | number, at: number): string {
  return at === 2 ? String(value).padEnd(44) : String(value).padEnd(at === 1 ? 11 : 10);
}

function share(value: number): string {
  return value.toFixed(3);
}
