import { priceSnapshot } from "../../core/cost/price-snapshot.ts";
import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { evaluationId } from "../../core/eval/evaluation-id.ts";
import { countTasks, planDigest, type EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { EvidenceTotals } from "../../core/eval/evidence.ts";
import { planDifferences } from "../../core/eval/plan-differences.ts";
import { digestOf } from "../../core/identity/digest.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EvaluationEntry, EvaluationHeader, EvaluationStore, OpenEvaluation } from "../../ports/evaluation-store.ts";
import type { EvaluateInput } from "./evaluation-input.ts";

interface OpenDeps {
  readonly evaluations: EvaluationStore;
  readonly clock: Clock;
  readonly toolVersion: string;
}

/** What of before counts in a new evaluation. */
interface Reliance {
  readonly reuses?: EvaluationHeader["reuses"];
  readonly answers_since?: string | undefined;
}

/** So many evaluations are looked through for one to go on with. */
const searched = 50;

/** A new evaluation of a plan, or the one to resume, whose prices stay those of its beginning. @throws PromptopsError `unknown-evaluation`, `plan-changed`. */
export async function openEvaluation(
  { evaluations, clock, toolVersion }: OpenDeps,
  plan: EvaluationPlan,
  { config, resume, reuses, answers_since }: Pick<EvaluateInput, "config" | "resume"> & Reliance,
): Promise<OpenEvaluation> {
  const digest = planDigest(plan);
  if (resume === undefined) {
    const now = clock.now();
    const prices = await priceSnapshot(plan, { config, at: now });
    return evaluations.start({
      id: evaluationId(now, digest),
      plan_digest: digest,
      plan,
      tasks: countTasks(plan),
      started_at: new Date(now).toISOString(),
      prices,
      ...(reuses && { reuses }),
      ...(answers_since === undefined ? {} : { answers_since }),
      tool_version: toolVersion,
    });
  }
  const found = await evaluations.read(resume);
  if (found === undefined) throw await unknownEvaluation(evaluations, resume);
  // Decided before it is opened, which would make a finished one unfinished.
  if (found.header.plan_digest !== digest) throw planChanged(resume, planDifferences(found.header.plan, plan));
  const opened = await evaluations.resume(resume);
  if (opened === undefined) throw await unknownEvaluation(evaluations, resume);
  return opened;
}

/**
 * Evaluations that left something open, newest first: they did not finish, or they have errors; and none that was begun later for the
 * same prompts, with the same flags, answered all.
 * @throws PromptopsError `nothing-to-resume`.
 */
export async function leftOpen(evaluations: EvaluationStore): Promise<EvaluationEntry[]> {
  const open = await unanswered(evaluations, ({ totals }) => totals === undefined || hasErrors(totals));
  if (open.length > 0) return open;
  throw new PromptopsError("nothing-to-resume", "Every evaluation here is finished, or one that was begun later is, and none has an error to try again.");
}

/**
 * The same of evaluations that hold errors, finished or not.
 * @throws PromptopsError `nothing-to-resume`.
 */
export async function leftWithErrors(evaluations: EvaluationStore): Promise<EvaluationEntry[]> {
  const open = await unanswered(evaluations, ({ id, totals }) => (totals === undefined ? holdsError(evaluations, id) : hasErrors(totals)));
  if (open.length > 0) return open;
  throw new PromptopsError("nothing-to-resume", "No evaluation here has an error to try again.");
}

async function unanswered(evaluations: EvaluationStore, isWanted: (entry: EvaluationEntry) => boolean | Promise<boolean>): Promise<EvaluationEntry[]> {
  const answered = new Set<string>();
  const open: EvaluationEntry[] = [];
  for (const entry of await evaluations.list(searched)) {
    const { plan, totals } = entry;
    const command = digestOf({ asked: plan.asked, prompts: plan.prompts.map(({ label }) => label).sort() });
    if (totals !== undefined && !hasErrors(totals)) answered.add(command);
    else if (!answered.has(command) && (await isWanted(entry))) open.push(entry);
  }
  return open;
}

function hasErrors(totals: readonly EvidenceTotals[]): boolean {
  return totals.some(({ errors }) => errors > 0);
}

async function holdsError(evaluations: EvaluationStore, id: string): Promise<boolean> {
  for await (const { status } of evaluations.results(id)) if (status === "error") return true;
  return false;
}

/** @param typed What the id stands behind on the command line. */
export async function unknownEvaluation(evaluations: EvaluationStore, id: string, typed = "--resume"): Promise<PromptopsError> {
  const [time, digest] = id.split("-");
  // Two ids that have neither their moment nor their plan in common are two evaluations, however alike they look.
  const alike = (await evaluations.ids()).filter((other) => other.split("-")[0] === time || other.split("-")[1] === digest);
  const near = nearest(id, alike);
  return new PromptopsError(
    "unknown-evaluation",
    `There is no evaluation ${id} here.`,
    near !== undefined
      ? { hint: `Did you mean \`${typed} ${near}\`?` }
      : typed === "--resume"
        ? {}
        : { hint: `If it was made on another machine: \`promptops evidence share\` there, then \`promptops evidence show ${id}\`.` },
  );
}

function planChanged(id: string, differences: readonly string[]): PromptopsError {
  const what = differences.length === 0 ? "" : `: ${differences.join(", ")}`;
  return new PromptopsError("plan-changed", `Evaluation ${id} cannot go on, because what it evaluates changed${what}.`);
}
