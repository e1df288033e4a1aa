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
  const had = async (some: readonly string[]) => (await git.commits(project.commit, some.map(jobFile), 1)).length > 0;
  const removed: string[] = [];
  for (let at = 0; at < gone.length && removed.length < mostAtOnce; at += asked) {
    const some = gone.slice(at, at + asked);
    // One question says that nothing of them was ever here, which is the usual answer.
    if (!(await had(some))) continue;
    for (const job of some) if (await had([job])) removed.push(job);
  }
  return removed;
}

/** Jobs asked about together. */
const asked = 50;
/** The rest is noticed by the next tick. */
const mostAtOnce = 100;
