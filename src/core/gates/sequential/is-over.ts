import type { GateReport } from "../gate-report.ts";

/** Steps whose refusal no further case can lift. */
const final = new Set<string>(["validity", "validators", "errors", "must-pass", "comparison"]);

/**
 * Is a sequential gate's report its last, or may the next cases change it? A threshold or guard that is broken so far may still hold
 * in the end; so the cases go on, and all of them decide.
 */
export function isOver({ verdict, steps }: Pick<GateReport, "verdict" | "steps">): boolean {
  if (verdict === "pass" || verdict === "error") return true;
  return steps.some(({ step, outcome, code }) => code === "little-hope" || code === "pending-cases" || (outcome === "fail" && final.has(step)));
}
