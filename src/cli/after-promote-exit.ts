import { gravest, type ExitName } from "../core/errors/exit-code.ts";
import type { AfterPromoteReport } from "../core/results/after-promote.ts";
import { gateExit } from "./gate-exit.ts";

/** How a command ends that asked something of promoted versions: by the gravest of them, and `pending` while the remote does not know. */
export function afterPromoteExit(reports: readonly AfterPromoteReport[], shared = true): ExitName {
  const exits = reports.flatMap(({ verdict, canary, error, undone }): ExitName[] => [
    gateExit(canary ?? { verdict, steps: [] }),
    error?.exit ?? "done",
    undone?.shared === false ? "pending" : "done",
  ]);
  return gravest([...exits, shared ? "done" : "pending"]);
}
