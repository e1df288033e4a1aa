import { Claim } from "../../core/ledger/claim.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import { RunRecord } from "../../core/ledger/run-record.ts";
import { claimPath, parseRunName, runPath } from "../../core/ledger/record-names.ts";
import { JobState, jobStatePath } from "../../core/ledger/state-records.ts";
import type { Job } from "../../core/model/job.ts";
import type { JobLook } from "../../core/run/job-summary.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { LedgerView } from "../../ports/ledger-store.ts";
import { ledgerRemote } from "../run-due/ledger-remote.ts";
import { readRecord } from "../run-due/read-record.ts";
import { readSchedules, tickProject, type Schedules, type TickProject } from "../run-due/tick-project.ts";
import { unknownJob } from "../run-due/unknown-job.ts";
import type { JobsDeps } from "./jobs-deps.ts";

/** The jobs of the commit, and the ledger as this clone knows it. */
export interface Jobs extends Schedules {
  readonly project: TickProject;
  readonly view: LedgerView;
}

/** @param fetch Ask the remote first; without it nothing leaves this machine. @throws as `tickProject`; the remote's error when it was to be asked. */
export async function lookAtJobs({ git, openLedger }: JobsDeps, fetch: boolean): Promise<Jobs> {
  const project = await tickProject(git);
  const ledger = await openLedger(await ledgerRemote(git, project.config));
  const offline = fetch ? await ledger.sync() : undefined;
  if (offline !== undefined) throw offline;
  return { project, ...(await readSchedules(project)), view: await ledger.view() };
}

/** @throws PromptopsError `unknown-job`, `invalid-documents` where its schedule cannot be used. */
export function requireJob({ jobs, broken }: Schedules, name: string): Job {
  const job = jobs.get(name);
  if (job !== undefined) return job;
  const problems = broken.get(name);
  if (problems !== undefined)
    throw new PromptopsError("invalid-documents", `The schedule of the job ${name} cannot be used.`, {
      where: `schedules/${name}.yml`,
      problems: [...problems],
    });
  throw unknownJob(name, [...jobs.keys(), ...broken.keys()]);
}

export async function jobLook(view: LedgerView, name: string, job: Job, now: number): Promise<JobLook> {
  const state = await readRecord(view, JobState, jobStatePath(name));
  return { name, job, state, waitsFor: await waitsFor(view, state), lastReason: await lastReason(view, state), now };
}

/** The state has no room for it; its run's record says why nothing came of it. */
async function lastReason(view: LedgerView, state: JobState | undefined): Promise<Reason | undefined> {
  const last = state?.last_run;
  const run = last?.status === "blocked" || last?.status === "failed" ? parseRunName(last.run) : undefined;
  return run === undefined ? undefined : (await readRecord(view, RunRecord, runPath(run)))?.reason;
}

/** A claim with a reason is held until its provider may be asked again. */
async function waitsFor(view: LedgerView, state: JobState | undefined): Promise<string | undefined> {
  const last = state?.last_run;
  const run = last?.status === "running" ? parseRunName(last.run) : undefined;
  if (last === undefined || run === undefined) return undefined;
  const claim = await readRecord(view, Claim, claimPath(run, last.epoch));
  return claim?.reason === undefined ? undefined : `${claim.reason.message} It is asked again at ${last.lease_until ?? "the next tick"}.`;
}
