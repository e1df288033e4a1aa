import { evaluationId } from "../core/eval/evaluation-id.ts";
import { evaluationExit, evaluationVerdict } from "../core/eval/evaluation-verdict.ts";
import { countTasks, planDigest, type EvaluationPlan } from "../core/eval/evaluation-plan.ts";
import { fitShards } from "../core/eval/fit-shards.ts";
import { shardName } from "../core/eval/shard.ts";
import type { EvalMergeResult } from "../core/results/eval-merge.ts";
import type { Clock } from "../ports/clock.ts";
import type { EvaluationHeader, EvaluationStore } from "../ports/evaluation-store.ts";
import type { GivenEvaluations } from "../ports/given-evaluations.ts";
import type { EvaluationResult } from "./evaluation/evaluation-input.ts";
import { foldResults } from "./evaluation/fold-results.ts";
import { keepEvidence } from "./evaluation/keep-evidence.ts";
import { mergedResults, requireCopies, type ReadableShard } from "./evaluation/merged-results.ts";
import { meantEvaluation } from "./evaluation/meant-evaluation.ts";
import { unknownEvaluation } from "./evaluation/open-evaluation.ts";

export interface MergeDeps {
  readonly evaluations: EvaluationStore;
  readonly given: GivenEvaluations;
  readonly clock: Clock;
  readonly toolVersion: string;
}

export interface MergeInput {
  /** Ids of this repository's evaluations, files, and folders of files. */
  readonly from: readonly string[];
}

export interface Merged {
  readonly evaluated: EvaluationResult;
  readonly merged: EvalMergeResult["merged"];
}

/**
 * Makes one evaluation of the shards of one, with the evidence it would have had uncut. Everything is looked at before anything is
 * written. A whole evaluation from elsewhere is taken over as it is.
 * @throws PromptopsError `cannot-merge`, `unknown-evaluation`, `ambiguous-id`, `no-such-file`, `not-an-evaluation`, `corrupt-evaluation`.
 */
export async function mergeEvaluations(deps: MergeDeps, { from }: MergeInput): Promise<Merged> {
  const found = (await Promise.all([...new Set(from)].map((name) => find(deps, name)))).flat();
  const { plan, byIndex } = fitShards(found);
  for (const copies of byIndex) await requireCopies(copies);
  const shards = byIndex.flatMap(([shard]) => shard ?? []);
  for await (const _ of mergedResults(plan, shards));
  return { evaluated: await write(deps, plan, shards), merged: shards.map(origin) };
}

async function find({ evaluations, given }: MergeDeps, name: string): Promise<readonly ReadableShard[]> {
  const id = await meantEvaluation(evaluations, name);
  if (id === undefined) return given.find(name);
  const stored = await evaluations.read(id);
  if (stored === undefined) throw await unknownEvaluation(evaluations, id, "eval merge");
  return [{ name: id, header: stored.header, results: () => evaluations.results(id) }];
}

async function write({ evaluations, clock, toolVersion }: MergeDeps, plan: EvaluationPlan, shards: readonly ReadableShard[]): Promise<EvaluationResult> {
  const now = clock.now();
  const digest = planDigest(plan);
  const { tool_version = toolVersion, prices } = shards[0]?.header ?? {};
  const reuses = shards.find(({ header }) => header.reuses !== undefined)?.header.reuses;
  const started_at = shards.map(({ header }) => header.started_at).sort()[0] ?? new Date(now).toISOString();
  const evaluation = await evaluations.start({
    id: evaluationId(now, digest),
    plan_digest: digest,
    plan,
    tasks: countTasks(plan),
    started_at,
    tool_version,
    ...(prices && { prices }),
    ...(reuses && { reuses }),
  });
  try {
    for await (const result of mergedResults(plan, shards)) await evaluation.append(result);
    const { fold, failures, errors, pending, errorKinds, most } = await foldResults(plan, evaluation.results());
    const { id } = evaluation.header;
    const prompts = fold.outcomes({ evaluation: id, tool_version, started_at, finished_at: new Date(now).toISOString(), prices });
    await evaluation.finish(prompts.map(({ evidence }) => evidence));
    await keepEvidence(evaluations, plan, prompts);
    const verdict = evaluationVerdict(
      prompts.map(({ evidence }) => evidence.totals),
      fold.missing,
    );
    return {
      id,
      header: evaluation.header,
      verdict,
      exit: evaluationExit(verdict, errorKinds),
      prompts,
      skipped: [],
      failures,
      errors,
      pending,
      notRun: fold.missing,
      most,
    };
  } finally {
    await evaluation.close();
  }
}

function origin({ name, header }: { readonly name: string; readonly header: EvaluationHeader }): EvalMergeResult["merged"][number] {
  const { shard } = header.plan.asked;
  return { from: name, id: header.id, ...(shard === undefined ? {} : { shard: shardName(shard) }) };
}
