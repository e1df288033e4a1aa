import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { AuditRecord } from "../../core/ledger/audit-record.ts";
import { auditPath } from "../../core/ledger/record-names.ts";
import { JobState, jobStatePath } from "../../core/ledger/state-records.ts";
import { jobFile } from "../../core/model/document-paths.ts";
import type { JobsPauseResult } from "../../core/results/jobs.ts";
import { credentialsOf } from "../../core/run/credentials-of.ts";
import { instant, slotInstant } from "../../core/run/instant.ts";
import { registration } from "../../core/run/job-audit.ts";
import { timingDigest } from "../../core/schedule/timing.ts";
import { requireIdentity } from "../release/committed-project.ts";
import { readRecord } from "../run-due/read-record.ts";
import type { RunDueDeps } from "../run-due/run-due-deps.ts";
import { ledgerRecord, openTick, type Tick } from "../run-due/tick.ts";
import { readSchedules } from "../run-due/tick-project.ts";
import { requireJob } from "./look-at-jobs.ts";

export interface PauseInput {
  readonly job: string;
  readonly reason: string;
  /** Milliseconds since the epoch; without it the pause holds until somebody ends it. */
  readonly until?: number | undefined;
}

/** Keeps a job from running, with a reason that every skipped slot then carries. @throws PromptopsError `unknown-job`, `missing-reason`, `unknown-identity`, and as the ledger. */
export async function pauseJob(deps: RunDueDeps, { job, reason, until }: PauseInput): Promise<JobsPauseResult> {
  if (reason.trim() === "") throw new PromptopsError("missing-reason", "A pause says why.", { where: "--reason" });
  if (until !== undefined && until <= deps.clock.now())
    throw new PromptopsError("invalid-time", `${instant(until)} is over: a pause until then is none.`, { where: "--until", hint: "Name a time to come." });
  const tick = await openTick(deps);
  const extra = { reason, ...(until === undefined ? {} : { until: slotInstant(until) }) };
  return { job, act: "paused", ...extra, shared: await write(tick, job, "job-paused", extra) };
}

/** Lets a job run again, whoever paused it; its failures are counted anew. What its file says stays. */
export async function resumeJob(
  deps: RunDueDeps,
  { job, reason }: Pick<PauseInput, "job"> & { readonly reason?: string | undefined },
): Promise<JobsPauseResult> {
  const tick = await openTick(deps);
  const state = await readRecord(await tick.ledger.view(), JobState, jobStatePath(job));
  const schedules = await readSchedules(tick.project);
  const { paused } = requireJob(schedules, job);
  if (paused !== undefined && (paused.until === undefined || Date.parse(paused.until) > deps.clock.now()))
    throw new PromptopsError("paused-in-file", `The job ${job} is paused by its own file: ${paused.reason}`, {
      where: await placeOfPause(tick, job),
      hint: `Take \`paused:\` out of ${jobFile(job)} and commit that: what a file says is not overruled from outside.`,
    });
  if (state?.paused === undefined && (state?.failures_in_a_row ?? 0) === 0) return { job, act: "unchanged", shared: true };
  const extra = reason === undefined ? {} : { reason };
  return { job, act: "resumed", ...extra, shared: await write(tick, job, "job-resumed", extra) };
}

/** `schedules/daily.yml:7` */
async function placeOfPause({ project }: Tick, job: string): Promise<string> {
  const file = jobFile(job);
  const lines = new TextDecoder().decode((await project.source.read(file)) ?? new Uint8Array()).split("\n");
  const line = lines.findIndex((text) => text.startsWith("paused:"));
  return line === -1 ? file : `${file}:${line + 1}`;
}

async function write(
  tick: Tick,
  name: string,
  act: "job-paused" | "job-resumed",
  extra: { readonly reason?: string; readonly until?: string },
): Promise<boolean> {
  const { deps, project, ledger } = tick;
  const job = requireJob(await readSchedules(project), name);
  const by = await requireIdentity(deps.git);
  const now = deps.clock.now();
  const known = await readRecord(await ledger.view(), JobState, jobStatePath(name));
  // A job that no tick has seen yet is noted first: there is nothing to pause otherwise.
  const first = known === undefined ? [registration(name, false, timingDigest(job), credentialsOf(job, project.config), now)] : [];
  const record: AuditRecord = { schema_version: 1, kind: "audit", act, subject: name, at: instant(now), by, ...extra };
  const path = auditPath(now, `${act}-${deps.random.hex(8)}`);
  const records = [...first.map((each) => ledgerRecord(each.path, each.record)), ledgerRecord(path, record)];
  const { shared } = await tick.commit(records, `${act === "job-paused" ? "Pause" : "Resume"} ${name}`);
  return shared;
}
