import { gravest, type ExitName } from "../core/errors/exit-code.ts";
import type { RunDueResult } from "../core/results/run-due.ts";

/** How a tick ends: the gravest of what happened. A schedule that cannot be read is nobody else's fault. */
export function runDueExit({ runs, broken, deliveries }: Pick<RunDueResult, "runs" | "broken" | "deliveries">): ExitName {
  return gravest([runsExit({ runs, deliveries }), ...broken.map((): ExitName => "usage")]);
}

/** What waits for a provider or for its next try is still to come. */
export function runsExit({ runs, deliveries }: Pick<RunDueResult, "runs" | "deliveries">): ExitName {
  return gravest([
    ...runs.map(({ status }): ExitName => (status === "failed" || status === "blocked" ? "no" : status === "waiting" ? "pending" : "done")),
    ...deliveries.map(({ status }): ExitName => (status === "dead" ? "no" : status === "delivered" ? "done" : "pending")),
  ]);
}
