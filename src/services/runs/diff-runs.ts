import type { RunsDiffResult } from "../../core/results/runs.ts";
import { runDifferences } from "../../core/run/run-difference.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";
import { requireRun, runsOf } from "./find-run.ts";

/** What made two runs different, and what came of it. @throws PromptopsError `unknown-run`, `ambiguous-id`. */
export async function diffRuns(deps: JobsDeps, { before, after }: { readonly before: string; readonly after: string }): Promise<RunsDiffResult> {
  const runs = await runsOf(deps, false);
  const [a, b] = [await requireRun(runs, before), await requireRun(runs, after)];
  return { before: a.run, after: b.run, differences: runDifferences(a, b) };
}
