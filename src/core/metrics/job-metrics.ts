import type { ClaimRow } from "../ledger/claim-row.ts";
import { isSlotsOwn, parseRunName } from "../ledger/record-names.ts";
import type { RunRow } from "../ledger/run-row.ts";
import type { JobMetrics } from "../results/metrics.ts";
import { rateOf, spread } from "./spread.ts";

/** What became of the slots of a job, or of all of them, and of its runs. Previews and late runs are left out; runs by hand fill no slot. */
export function jobMetrics(job: string, claims: readonly ClaimRow[], runs: readonly RunRow[]): JobMetrics {
  // A slot that was taken over, or that waited for its provider, was claimed more than once.
  const first = claims.filter(({ epoch, run }) => epoch === 1 && ofSchedule(run));
  const started = first.filter(({ decision }) => decision === "run");
  const skipped = countReasons(first.filter(({ decision }) => decision === "skip"));
  const missed = first.reduce((sum, claim) => sum + (claim.reason?.code === "paused" ? 0 : (claim.missed?.count ?? 0)), 0);
  const due = started.length + missed + Object.entries(skipped).reduce((sum, [code, count]) => sum + (code === "paused" ? 0 : count), 0);
  const count = (status: RunRow["status"]) => runs.filter((run) => run.status === status).length;
  const [succeeded, failed] = [count("succeeded"), count("failed")];
  return {
    job,
    due,
    started: started.length,
    ...optional("started_rate", rateOf(started.length, due)),
    missed,
    skipped,
    ...optional("lateness_ms", spread(started.map(({ lateness_ms }) => lateness_ms))),
    succeeded,
    failed,
    blocked: count("blocked"),
    ...optional("success_rate", rateOf(succeeded, succeeded + failed)),
    budget_blocks: runs.filter(({ status, reason }) => status === "blocked" && reason?.code === "budget").length,
    retries: runs.reduce((sum, { tries }) => sum + Math.max(0, tries - 1), 0),
    ...optional("latency_ms", spread(runs.flatMap(({ latency_ms }) => latency_ms ?? []))),
    ...optional("duration_ms", spread(runs.map(({ started_at, finished_at }) => Date.parse(finished_at) - Date.parse(started_at)))),
  };
}

/** Manual runs and reruns happened because somebody said so: they are neither due nor late. */
function ofSchedule(run: string): boolean {
  const name = parseRunName(run);
  return name !== undefined && isSlotsOwn(name);
}

function countReasons(claims: readonly ClaimRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of claims) counts[reason?.code ?? "unknown"] = (counts[reason?.code ?? "unknown"] ?? 0) + 1;
  return counts;
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
