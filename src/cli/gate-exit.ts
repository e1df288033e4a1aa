import type { ExitName } from "../core/errors/exit-code.ts";
import { evaluationExit } from "../core/eval/evaluation-verdict.ts";
import type { GateReport } from "../core/gates/gate-report.ts";

const exits = { pass: "done", fail: "no", inconclusive: "inconclusive" } as const satisfies Partial<Record<GateReport["verdict"], ExitName>>;

/** How a command ends whose answer is a gate's report; one whose cases ended in errors as their evaluation would. */
export function gateExit({ verdict, steps }: Pick<GateReport, "verdict" | "steps">): ExitName {
  if (verdict !== "error") return exits[verdict];
  return evaluationExit(
    "error",
    steps.flatMap(({ causes = [] }) => causes.map(({ kind }) => kind)),
  );
}
