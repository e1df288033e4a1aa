import { Check } from "typebox/value";
import type { AuditRecord } from "./audit-record.ts";
import type { Claim } from "./claim.ts";
import { foldLook, HoldoutLook } from "./holdout-state.ts";
import { isSlotsOwn, parseRunName } from "./record-names.ts";
import type { RunRecord } from "./run-record.ts";
import { jobStatePath, JobState } from "./state-records.ts";
import type { StateFiles } from "./state-files.ts";

/** A slot that was decided is never decided again. */
export async function foldClaim(files: StateFiles, claim: Claim): Promise<void> {
  const before = await files.get(JobState, jobStatePath(claim.job));
  if (before === undefined) return;
  // A run beside the schedule decides nothing about its slots.
  const name = parseRunName(claim.run);
  const isSlot = name !== undefined && isSlotsOwn(name);
  const newest = isSlot && (before.last_slot === undefined || before.last_slot < claim.slot) ? claim.slot : before.last_slot;
  const running = {
    run: claim.run,
    status: "running" as const,
    at: claim.at,
    epoch: claim.epoch,
    ...(claim.lease_until === undefined ? {} : { lease_until: claim.lease_until }),
  };
  files.set(jobStatePath(claim.job), {
    ...before,
    ...(newest === undefined ? {} : { last_slot: newest }),
    ...(claim.decision === "run" ? { last_run: running } : {}),
  } satisfies JobState);
}

/** How the job's last run ended, and how often in a row it failed. A blocked run neither failed nor succeeded. */
export async function foldRun(files: StateFiles, run: RunRecord, pauseAfter: number | undefined): Promise<void> {
  if (run.job === undefined || run.preview) return;
  const path = jobStatePath(run.job);
  const before = await files.get(JobState, path);
  if (before === undefined) return;
  const failures = run.status === "succeeded" ? 0 : run.status === "failed" ? before.failures_in_a_row + 1 : before.failures_in_a_row;
  const isLast = before.last_run === undefined || before.last_run.run === run.run || before.last_run.at <= run.started_at;
  const pause =
    pauseAfter !== undefined && failures >= pauseAfter && before.paused === undefined
      ? { paused: { reason: `${failures} runs failed in a row.`, at: run.finished_at, by: "failures" as const } }
      : {};
  files.set(path, {
    ...before,
    failures_in_a_row: failures,
    ...(isLast ? { last_run: { run: run.run, status: run.status, at: run.finished_at, epoch: run.epoch } } : {}),
    ...pause,
  } satisfies JobState);
}

/** What a person did, or what was noticed of a schedule. */
export async function foldAudit(files: StateFiles, { act, subject, at, reason, until, job, detail }: AuditRecord): Promise<void> {
  const path = jobStatePath(subject);
  switch (act) {
    case "job-added":
    case "job-edited":
    case "credentials-changed": {
      const before = await files.get(JobState, path);
      if (job === undefined) return;
      // Two runners may notice the same job at almost the same moment: the first of them has said from when on it is due.
      const since = before?.timing === job.timing ? before.since : job.since;
      files.set(path, { failures_in_a_row: 0, ...before, job: subject, ...job, since } satisfies JobState);
      return;
    }
    case "holdout-looked":
      return Check(HoldoutLook, detail) ? foldLook(files, subject, detail) : undefined;
    case "job-removed":
      files.set(path, undefined);
      return;
    case "job-paused":
    case "job-resumed": {
      const before = await files.get(JobState, path);
      if (before === undefined) return;
      const { paused: _, ...rest } = before;
      if (act === "job-resumed") files.set(path, { ...rest, failures_in_a_row: 0 } satisfies JobState);
      else files.set(path, { ...rest, paused: { reason: reason ?? "", at, by: "person", ...(until === undefined ? {} : { until }) } } satisfies JobState);
      return;
    }
    case "pruned":
    case "rotated":
    case "delivery-resolved":
    case "delivery-retried":
    case "delivery-replayed":
      return;
  }
}
