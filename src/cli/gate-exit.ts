import { gravest, type ExitName } from "../core/errors/exit-code.ts";
import { evaluationExit } from "../core/eval/evaluation-verdict.ts";
import type { GateReport } from "../core/gates/gate-report.ts";

const exits = { pass: "done", fail: "no", inconclusive: "inconclusive" } as const satisfies Partial<Record<GateReport["verdict"], ExitName>>;

type Reported = Pick<GateReport, "verdict" | "steps">;

/** How a command ends whose answer is gates' reports: by the gravest; one whose cases ended in errors as their evaluation would. */
export function gateExit(...reports: readonly Reported[]): ExitName {
  return gravest(reports.map(exitOf));
}

function exitOf({ verdict, steps }: Reported): ExitName {
  if (verdict !== "error") return exits[verdict];
  return evaluationExit(
    "error",
    steps.flatMap(({ causes = [] }) => causes.map(({ kind }) => kind)),
  );
}
