import type { RunDueResult } from "../../core/results/run-due.ts";

/** Runs of which nobody has to hear: they went well, or will go on by themselves. */
const fine: readonly RunDueResult["runs"][number]["status"][] = ["succeeded", "taken", "planned"];
/** Why a slot is left out on purpose: somebody paused the job, or its schedule says so. */
const meant: readonly string[] = ["paused", "overlap"];

/** Of what a tick did that which is not as it was meant to be. */
export function noteworthy(result: RunDueResult): RunDueResult {
  return {
    ...result,
    busy: false,
    runs: result.runs.filter(({ status }) => !fine.includes(status)),
    skipped: result.skipped.filter(({ reason }) => !meant.includes(reason.code)),
    waiting: [],
    noticed: [],
    deliveries: result.deliveries.filter(({ status }) => status !== "delivered"),
  };
}
