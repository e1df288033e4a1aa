import { meantName } from "../core/errors/meant-name.ts";
import { PromptopsError } from "../core/errors/promptops-error.ts";
import { finishedVerdict } from "../core/eval/evaluation-verdict.ts";
import type { EvidenceTotals } from "../core/eval/evidence.ts";
import { partsOfLabel } from "../core/eval/prompt-label.ts";
import type { EvalListResult, ListedEvaluation } from "../core/results/eval-list.ts";
import type { EvaluationEntry, EvaluationStore } from "../ports/evaluation-store.ts";

export interface ListEvaluationsInput {
  /** Only those of this prompt: `id`, also where a version of it was evaluated, or `id@1.2.0`. */
  readonly prompt?: string | undefined;
  readonly limit: number;
}

/** Evaluations of this repository, newest first. @throws PromptopsError `nothing-matches` for a prompt that none is about. */
export async function listEvaluations(
  { evaluations }: { readonly evaluations: EvaluationStore },
  { prompt, limit }: ListEvaluationsInput,
): Promise<EvalListResult> {
  const found: ListedEvaluation[] = [];
  const names = new Set<string>();
  for (const id of await evaluations.ids()) {
    const entry = await entryOrDamaged(evaluations, id);
    if (entry === undefined) continue;
    const own = entry === "damaged" ? [] : entry.plan.prompts.flatMap((planned) => [planned.prompt, partsOfLabel(planned.label).name]);
    for (const name of own) names.add(name);
    if (prompt !== undefined && !own.includes(prompt)) continue;
    if (found.length === limit) return { evaluations: found, more: true };
    found.push(entry === "damaged" ? { id, state: "damaged", prompts: [] } : listed(entry));
  }
  if (prompt !== undefined && found.length === 0) throw unmatched(prompt, names);
  return { evaluations: found, more: false };
}

async function entryOrDamaged(evaluations: EvaluationStore, id: string): Promise<EvaluationEntry | "damaged" | undefined> {
  try {
    return await evaluations.entry(id);
  } catch (error) {
    if (error instanceof PromptopsError && error.code === "corrupt-evaluation") return "damaged";
    throw error;
  }
}

function listed({ id, started_at, plan, tasks, totals }: EvaluationEntry): ListedEvaluation {
  const head = { id, started_at, prompts: plan.prompts.map(({ label, model }) => ({ label, model })), asked: plan.asked, results: tasks };
  if (totals === undefined) return { ...head, state: "unfinished" };
  const sum = (key: "cases" | "passed" | "failed" | "errors" | "reused") => totals.reduce((all, each) => all + (each[key] ?? 0), 0);
  const reused = sum("reused");
  return {
    ...head,
    state: "finished",
    verdict: finishedVerdict(totals),
    cases: sum("cases"),
    passed: sum("passed"),
    failed: sum("failed"),
    errors: sum("errors"),
    ...(reused === 0 ? {} : { reused }),
    ...costOf(totals),
  };
}

/** Unknown when any of it is. */
function costOf(totals: readonly EvidenceTotals[]): Pick<ListedEvaluation, "cost_nano_usd"> {
  const known = totals.flatMap(({ cost_nano_usd }) => cost_nano_usd ?? []);
  return known.length < totals.length ? {} : { cost_nano_usd: known.reduce((all, each) => all + each, 0) };
}

function unmatched(prompt: string, names: ReadonlySet<string>): PromptopsError {
  const near = meantName(prompt, names);
  return new PromptopsError("nothing-matches", `No evaluation here is about the prompt "${prompt}".`, {
    where: "--prompt",
    hint: near === undefined ? "Run `promptops eval list` to see all of them." : `Did you mean \`--prompt ${near}\`?`,
  });
}
