import { durationMs } from "../../core/schedule/duration.ts";
import type { RunName } from "../../core/ledger/record-names.ts";
import type { Amount } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import type { Job } from "../../core/model/job.ts";
import { budgetLines } from "../../core/run/budget-lines.ts";
import { wantedBefore } from "../../core/run/estimate-run.ts";
import { needsGreenEval } from "../../core/run/external-delivery.ts";
import { runClaim, skipClaim } from "../../core/run/make-claim.ts";
import { newTraceparent } from "../../core/run/traceparent.ts";
import type { ReleaseState } from "../../core/release/release-state.ts";
import type { PassedOver } from "../../core/schedule/decide-job.ts";
import { amountOf, scopesOf, type BudgetBook } from "./budget-book.ts";
import type { CapturedInputs } from "./capture-inputs.ts";
import { leaseMs } from "./lease.ts";
import type { Plan } from "./planned-run.ts";
import { resolveVersion } from "./resolve-version.ts";
import type { Tick } from "./tick.ts";

export interface WantedRun {
  readonly name: RunName;
  readonly job: Job;
  readonly epoch: number;
  readonly readyAt: number;
  readonly missed?: PassedOver | undefined;
  /** What a re-run is given instead of fetching it. */
  readonly given?: CapturedInputs | undefined;
  /** What an earlier claim of the same run fixed and reserved. */
  readonly before?:
    | { readonly version: string | undefined; readonly reserved: Amount; readonly traceparent: string; readonly event: RunRecord["timeline"][number] }
    | undefined;
}

/** How long a provider that is out is waited for when the job does not say how late a slot may be. */
const usualPatience = "6h";

/** From a slot that is due to a claim: which version, may it be run, does the money suffice. */
export async function planRun(
  tick: Tick,
  state: ReleaseState,
  book: BudgetBook,
  { name, job, epoch, readyAt, missed, before, given }: WantedRun,
): Promise<Plan> {
  const { deps, project, runner } = tick;
  const now = deps.clock.now();
  const traceparent = before?.traceparent ?? newTraceparent((bytes) => deps.random.hex(bytes));
  const basis = { run: name, epoch, runner, now, readyAt, schedules: project.commit, traceparent, missed };
  const resolution = await resolveVersion(deps.git, state, job, before?.version, {
    green: needsGreenEval(job, project.config),
    environments: project.config.environments,
  });
  if ("blocked" in resolution)
    return { kind: "blocked", blocked: { name, job, claim: skipClaim(basis, resolution.blocked), reason: resolution.blocked, released: undefined, lines: [] } };
  const { released } = resolution;
  const { resolved } = released.loaded;
  const model = resolved.prompt.model.id;
  const lines = budgetLines(project.config, { job: { name: name.job, budget: job.budget }, prompt: job.prompt, model });
  const wanted = await wantedBefore(resolved, job, { model, config: project.config, at: now });
  const breach = before === undefined ? await book.reserve(lines, wanted, now) : undefined;
  if (breach !== undefined) return { kind: "blocked", blocked: { name, job, claim: skipClaim(basis, breach), reason: breach, released, lines } };
  const claim = runClaim(basis, {
    leaseUntil: now + leaseMs(job),
    version: { prompt: job.prompt, version: released.version, digest: released.loaded.digest, commit: released.commit },
    reserved: before === undefined ? amountOf(wanted) : undefined,
    scopes: scopesOf(lines),
  });
  const patience = Math.max(readyAt, name.at) + durationMs(job.catch_up?.window ?? usualPatience);
  return {
    kind: "run",
    planned: {
      name,
      job,
      claim,
      released,
      lines,
      reserved: before?.reserved ?? amountOf(wanted),
      patience,
      earlier: before === undefined ? [] : [before.event],
      given,
    },
  };
}
