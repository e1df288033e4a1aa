import type { Verdict } from "../../core/gates/gate-report.ts";

/** What a gate did with a candidate that it did not let through, before the candidate's name. */
export const refusals = {
  fail: "refused",
  inconclusive: "cannot tell yet about",
  error: "could not judge",
  pass: "let through",
} as const satisfies Record<Verdict, string>;
