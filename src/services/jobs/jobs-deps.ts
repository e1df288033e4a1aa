import type { RunDueDeps } from "../run-due/run-due-deps.ts";

/** What looking at jobs takes. */
export type JobsDeps = Pick<RunDueDeps, "git" | "clock" | "openLedger" | "openIndex">;
