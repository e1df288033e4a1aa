import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import type { EvaluationHeader } from "../../core/eval/evaluation-header.ts";
import { KnownCases } from "../../core/eval/known-cases.ts";
import { CaseMatch, type MatchedSuite, type WantedCase } from "../../core/eval/match-cases.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import type { Prepared } from "./prepare.ts";
import { tasks } from "./tasks.ts";

/**
 * The cases of a plan that evidence proves, of whatever state of their suites. Others are asked for theirs where what is here does not suffice. Cases are
 * read once more only where there is any evidence.
 */
export async function knownCases(
  evaluations: EvaluationStore,
  prepared: Prepared,
  config: PlanInput["config"],
  reuses: NonNullable<EvaluationHeader["reuses"]>,
): Promise<KnownCases> {
  const here = await casesKnownHere(evaluations, prepared, config, reuses);
  const selected = prepared.plan.prompts.flatMap(({ suites }) => suites).reduce((sum, suite) => sum + suite.selected, 0);
  return here.size < selected && (await evaluations.catchUp()) ? casesKnownHere(evaluations, prepared, config, reuses) : here;
}

async function casesKnownHere(
  evaluations: EvaluationStore,
  prepared: Prepared,
  config: PlanInput["config"],
  { proved_since }: NonNullable<EvaluationHeader["reuses"]>,
): Promise<KnownCases> {
  const { plan, targets } = prepared;
  const rule = { epochs: plan.asked.epochs, since: proved_since === undefined ? undefined : Date.parse(proved_since) };
  const known = new KnownCases();
  let wanted: ReadonlyMap<LoadedTarget, readonly WantedCase[]> | undefined;
  for (const [at, planned] of plan.prompts.entries()) {
    const target = targets[at];
    if (target === undefined) throw new Error(`${planned.label} was planned but not loaded`);
    let match: CaseMatch | undefined;
    for await (const kept of evaluations.evidenceAbout(planned)) {
      wanted ??= await wantedCases(prepared);
      match ??= new CaseMatch(planned, matchedSuites(target, config), wanted.get(target) ?? [], rule);
      match.take(kept);
    }
    for (const [{ index }, found] of match?.known() ?? []) known.add(index, found);
  }
  return known;
}

/** Of each case what tells it apart; inputs are left to those who run it. */
async function wantedCases({ plan, targets, choice }: Prepared): Promise<ReadonlyMap<LoadedTarget, readonly WantedCase[]>> {
  const wanted = new Map<LoadedTarget, WantedCase[]>(targets.map((target) => [target, []]));
  for await (const { index, target, evalCase, epoch } of tasks({ plan, targets, choice, done: new Set() })) {
    const { suite, id, digest, tags, assertions, score } = evalCase;
    if (epoch === 1) wanted.get(target)?.push({ index, suite, id, digest, tags, assertions, ...(score && { score }) });
  }
  return wanted;
}

function matchedSuites({ suites }: LoadedTarget, config: PlanInput["config"]): ReadonlyMap<string, MatchedSuite> {
  return new Map(suites.map(({ name, suite }) => [name, { settings: suite, byDefault: askedByDefault(config, suite) }]));
}
