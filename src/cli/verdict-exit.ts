import type { ExitName } from "../core/errors/exit-code.ts";
import type { Verdict } from "../core/gates/gate-report.ts";

/** How a command ends whose answer is a gate's verdict. */
export const verdictExit = { pass: "done", fail: "no", inconclusive: "inconclusive", error: "environment" } as const satisfies Record<Verdict, ExitName>;
