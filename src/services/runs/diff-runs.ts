import type { RunsDiffResult } from "../../core/results/runs.ts";
import { runDifferences } from "../../core/run/run-difference.ts";
import type { JobsDeps } from "../jobs/jobs-deps.ts";
import { ledgerOf, requireRun } from "./find-run.ts";

/** What made two runs different, and what came of it. @throws PromptopsError `unknown-run`. */
export async function diffRuns(deps: JobsDeps, { before, after }: { readonly before: string; readonly after: string }): Promise<RunsDiffResult> {
  const view = await ledgerOf(deps, false);
  const [a, b] = [await requireRun(view, before), await requireRun(view, after)];
  return { before, after, differences: runDifferences(a, b) };
}
