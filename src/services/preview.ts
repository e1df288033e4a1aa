import { PromptopsError } from "../core/errors/promptops-error.ts";
import type { RunRecord } from "../core/ledger/run-record.ts";
import { prepareIntents } from "../core/delivery/prepare-intents.ts";
import { destinationsOf, type Job } from "../core/model/job.ts";
import type { PreviewResult } from "../core/results/runs.ts";
import { budgetLines } from "../core/run/budget-lines.ts";
import { deliverableOf } from "../core/run/deliverable-of.ts";
import { needsGreenEval } from "../core/run/external-delivery.ts";
import { runDifferences } from "../core/run/run-difference.ts";
import { newTraceparent } from "../core/run/traceparent.ts";
import { requireJob } from "./jobs/look-at-jobs.ts";
import { budgetBook } from "./run-due/budget-book.ts";
import { runRoom } from "./run-due/carry-out.ts";
import { executeRun } from "./run-due/execute-run.ts";
import { freeRun } from "./run-due/free-run.ts";
import { releasesFor } from "./run-due/releases-for.ts";
import { resolveVersion } from "./run-due/resolve-version.ts";
import { runCommitter } from "./run-due/run-committer.ts";
import type { RunDueDeps } from "./run-due/run-due-deps.ts";
import { ranRun } from "./run-due/run-report.ts";
import { openTick, type Tick } from "./run-due/tick.ts";
import { readSchedules } from "./run-due/tick-project.ts";
import { requireRun } from "./runs/find-run.ts";
import type { RunBasis } from "./run-due/run-basis.ts";

export interface PreviewInput {
  readonly job: string;
  /** A run to compare it with. */
  readonly compare?: string | undefined;
}

const nothing = { calls: 0, tokens: 0, nano_usd: 0 };

/**
 * Runs a job's released version by the very path a tick takes, without claiming a slot and without delivering: what it says, what would be
 * sent where, and how it differs from a run. It is recorded as a preview and counts in budgets.
 * @throws PromptopsError `unknown-job`, `unknown-run`, `ambiguous-id`, `blocked-run`, and as a tick.
 */
export async function preview(deps: RunDueDeps, { job: name, compare }: PreviewInput): Promise<PreviewResult> {
  const tick = await openTick(deps);
  const job = requireJob(await readSchedules(tick.project), name);
  const view = await tick.ledger.view();
  const other = compare === undefined ? undefined : await requireRun({ view, index: () => deps.openIndex(tick.remote) }, compare);
  const outcome = await executeRun(await runRoom(tick, budgetBook(view)), await basisOf(tick, name, job));
  if (outcome.kind === "waiting") throw new TypeError("a preview waits for nobody");
  const { record } = outcome;
  const committer = runCommitter(tick);
  const recording = committer.ended(outcome, undefined);
  committer.flush();
  await recording;
  if (tick.offline === undefined) await deps.journal.close();
  return {
    run: ranRun(record, record.status, undefined),
    record,
    messages: await messagesOf(tick, name, job, record),
    ...(other === undefined ? {} : { compared_with: other.run }),
    differences: other === undefined ? [] : runDifferences(other, record),
  };
}

async function basisOf(tick: Tick, name: string, job: Job): Promise<RunBasis> {
  const { deps, project, runner, ledger } = tick;
  const state = await releasesFor(tick, [], [job]);
  const resolution = await resolveVersion(deps.git, state, job, undefined, {
    green: needsGreenEval(job, project.config),
    environments: project.config.environments,
  });
  if ("blocked" in resolution) throw new PromptopsError("blocked-run", resolution.blocked.message, { where: `schedules/${name}.yml` });
  const { released } = resolution;
  const now = deps.clock.now();
  return {
    name: await freeRun(await ledger.view(), { job: name, at: Math.floor(now / 1_000) * 1_000, preview: true }),
    jobName: name,
    job,
    slot: undefined,
    preview: true,
    pauseAfter: undefined,
    epoch: 1,
    runner,
    traceparent: newTraceparent((bytes) => deps.random.hex(bytes)),
    released,
    lines: budgetLines(project.config, { job: { name, budget: job.budget }, prompt: job.prompt, model: released.loaded.resolved.prompt.model.id }),
    reserved: nothing,
    patience: now,
    timeline: [],
  };
}

/** What would be delivered, as it would be sent. */
async function messagesOf({ deps, project }: Tick, name: string, job: Job, record: RunRecord): Promise<PreviewResult["messages"]> {
  const deliverable = record.status === "succeeded" ? deliverableOf(record, job.title) : undefined;
  if (deliverable === undefined) return [];
  const intents = await prepareIntents({
    deliverable,
    destinations: destinationsOf(job),
    config: project.config,
    run: { job: name, at: Date.parse(record.started_at), nth: 1, preview: true },
    job: name,
    at: Date.parse(record.finished_at),
    host: await deps.journal.place(),
    traceparent: record.traceparent,
    redact: deps.redact,
  });
  return intents.map(({ destination, parts }) => ({ destination, parts: parts.map(({ content_type, body, encoding }) => ({ content_type, body, encoding })) }));
}
