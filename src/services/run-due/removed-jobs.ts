import { jobFile } from "../../core/model/document-paths.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import type { Tick } from "./tick.ts";
import type { Schedules } from "./tick-project.ts";

/**
 * Jobs that the ledger knows, and that this commit's history had and deleted. A commit that never had one knows nothing of it: another
 * branch, or a checkout that is not up to date, removes nobody's job.
 */
export async function removedJobs({ deps: { git }, project }: Tick, view: LedgerView, { jobs, broken }: Schedules): Promise<string[]> {
  const known = (await view.list("state/jobs")).map((file) => file.replace(/\.json$/, ""));
  const gone = known.filter((job) => !jobs.has(job) && !broken.has(job));
  const deleted = await Promise.all(gone.map(async (job) => (await git.commits(project.commit, [jobFile(job)], 1)).length > 0));
  return gone.filter((_, at) => deleted[at]);
}
