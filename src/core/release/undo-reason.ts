import type { GateReport, GateStep } from "../gates/gate-report.ts";
import type { Undoes } from "./release-event.ts";
import type { WatchReport } from "./watch-report.ts";

export interface UndoReason {
  /** A sentence or two for the release log. */
  readonly reason: string;
  readonly undoes: Undoes;
}

/** Why a failed canary takes its promotion back. @param entry The promotion's. */
export function canaryUndo(entry: number, { steps }: GateReport, evaluation: string | undefined): UndoReason {
  const failed = steps.filter(({ outcome }: GateStep) => outcome === "fail");
  const codes = failed.map(({ code }) => code);
  const source = evaluation === undefined ? "" : ` Evaluation ${evaluation}.`;
  return {
    reason: `The canary after entry ${entry} failed (${codes.join(", ")}): ${failed.map(({ message }) => message).join(" ")}${source}`,
    undoes: { entry, check: "canary", codes, ...(evaluation === undefined ? {} : { evaluation }) },
  };
}

/** Why a hurt guard of the watch takes a promotion back. */
export function watchUndo(entry: number, { guards }: WatchReport): UndoReason {
  const hurt = guards.filter(({ outcome }) => outcome === "fail");
  const codes = hurt.map(({ code }) => code);
  return {
    reason: `The watch after entry ${entry} found a guard hurt (${codes.join(", ")}): ${hurt.map(({ message }) => message).join(" ")}`,
    undoes: { entry, check: "watch", codes },
  };
}
