import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { Job } from "../../core/model/job.ts";
import type { RanRun } from "../../core/results/run-due.ts";
import { countingRedactor } from "../../core/run/counting-redactor.ts";
import type { BudgetBook } from "./budget-book.ts";
import { captureInputs } from "./capture-inputs.ts";
import type { PlannedRun } from "./planned-run.ts";
import type { TickPlan } from "./plan-tick.ts";
import { requestOf } from "./request-of.ts";
import { reserveExactly } from "./reserve-exactly.ts";
import { waitingRun } from "./run-report.ts";
import type { Tick } from "./tick.ts";

/**
 * What becomes of planned runs, up to the question to the model, without recording anything: inputs that stand in the commit are read and
 * rendered, and budgets are asked about what would really be sent. What a program or a server gives is not fetched for it.
 */
export async function foreseeRuns(tick: Tick, book: BudgetBook, { runs, blocked }: Pick<TickPlan, "runs" | "blocked">): Promise<RanRun[]> {
  const foreseen: RanRun[] = [];
  for (const planned of runs) {
    const end = await foresee(tick, book, planned);
    foreseen.push(waitingRun(planned.claim, end?.status ?? "planned", planned.job.prompt, end?.reason));
  }
  return [...foreseen, ...blocked.map(({ claim, job, reason }) => waitingRun(claim, "blocked", job.prompt, reason))];
}

/** Undefined when nothing is seen to stand against it. */
async function foresee({ deps, project }: Tick, book: BudgetBook, planned: PlannedRun): Promise<{ status: "blocked" | "failed"; reason: Reason } | undefined> {
  const { job, released, given } = planned;
  if (given === undefined && !standsInCommit(job)) return undefined;
  const signal = deps.signal ?? new AbortController().signal;
  const redactor = countingRedactor(deps.redact);
  try {
    const inputs = given ?? (await captureInputs(deps, { job, resolved: released.loaded.resolved, source: project.source, redactor, signal }));
    const reason = await reserveExactly({ deps, book, project }, planned, requestOf(released, inputs));
    return reason === undefined ? undefined : { status: "blocked", reason };
  } catch (error) {
    if (!(error instanceof PromptopsError) || signal.aborted) throw error;
    return { status: "failed", reason: { code: error.code, message: redactor.text(error.message) } };
  }
}

function standsInCommit({ inputs_from: from = {} }: Job): boolean {
  return Object.values(from).every(({ file }) => file !== undefined);
}
