import type { Outcome } from "../ledger/experiment-records.ts";
import type { Sample } from "../stats/mean-difference.ts";
import type { Arm } from "./assign-arm.ts";

/** What is known of one arm. */
export interface ArmCounts {
  readonly value: Sample;
  /** By the guard's name; of those outcomes that say something of it. */
  readonly guards: Readonly<Record<string, Sample>>;
}

export type ExperimentCounts = Readonly<Record<Arm, ArmCounts>>;

/** Sums of outcomes by arm. Of a unit the earliest outcome counts, whatever order they come in; of two at once the lower one. */
export function countOutcomes(outcomes: Iterable<Outcome>): ExperimentCounts {
  const first = new Map<string, Outcome>();
  for (const outcome of outcomes) {
    const before = first.get(outcome.unit);
    if (before === undefined || outcome.at < before.at || (outcome.at === before.at && outcome.value < before.value)) first.set(outcome.unit, outcome);
  }
  const all = [...first.values()].sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return { control: countArm(all, "control"), candidate: countArm(all, "candidate") };
}

function countArm(all: readonly Outcome[], arm: Arm): ArmCounts {
  const own = all.filter((outcome) => outcome.arm === arm);
  const guards: Record<string, Sample> = {};
  for (const { guards: said = {} } of own) for (const [name, value] of Object.entries(said)) guards[name] = plus(guards[name] ?? { n: 0, sum: 0 }, value);
  return { value: own.reduce((sample, { value }) => plus(sample, value), { n: 0, sum: 0 }), guards };
}

/** Sums of thousandths must not creep above their number. */
function plus({ n, sum }: Sample, value: number): Sample {
  return { n: n + 1, sum: Math.min(n + 1, sum + value) };
}
