import { leftRuns } from "../../core/run/journaled-run.ts";
import { resumedRuns, type ResumedRun } from "./recover-tick.ts";
import { heldRun } from "./take-over.ts";
import type { Tick } from "./tick.ts";

/** What a tick would bring in, or go on with, of what dead processes of this clone left. */
export interface LeftBehind {
  readonly resumed: readonly ResumedRun[];
  /** Names of runs that were answered, of which the ledger has no record yet. */
  readonly answered: ReadonlySet<string>;
}

/** The same as `recoverTick` finds, for who only looks: nothing is written. @throws PromptopsError `ledger-damaged`. */
export async function leftBehind({ deps, ledger }: Pick<Tick, "deps" | "ledger">): Promise<LeftBehind> {
  const files = await deps.journal.left();
  const left = files.flatMap(({ name, entries, damaged }) => [...leftRuns(name, entries, damaged > 0)]);
  const view = await ledger.view();
  const answered = new Set<string>();
  for (const [run, { kind }] of left) if (kind !== "begun" && (await heldRun(view, run))?.ended === false) answered.add(run);
  return { resumed: await resumedRuns(view, left), answered };
}
