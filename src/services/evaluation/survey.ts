import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { CaseFilter, Unmatched } from "../../core/eval/case-filter.ts";
import type { Asked, EvaluationPlan, PlannedPrompt, PlannedSuite } from "../../core/eval/evaluation-plan.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { CaseChoice } from "./choose-cases.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import { plannedJudges } from "./planned-judges.ts";
import { surveySuite, type Surveying, type Visit } from "./survey-suite.ts";

export interface SurveyDeps {
  readonly openProvider: OpenProvider;
  readonly input: PlanInput;
  readonly useCache: boolean;
  readonly choice: CaseChoice;
  readonly visit: Visit;
}

/**
 * Looks at every case once before any call is paid for: what will be run, in which order, and whether it can be.
 * @throws PromptopsError `nothing-matches`, `code-refused`, `invalid-documents` with the cases that cannot be rendered.
 */
export async function survey({ openProvider, input, useCache, choice, visit }: SurveyDeps, targets: readonly LoadedTarget[]): Promise<EvaluationPlan> {
  const problems: Problem[] = [];
  const prompts: EvaluationPlan["prompts"] = [];
  const position = { next: 0 };
  for (const target of targets) {
    const planned: PlannedSuite[] = [];
    const asked: Surveying["asked"] = new Map();
    for (const suite of target.suites) planned.push(await surveySuite(target, suite, { input, choice, position, problems, asked, visit }));
    const { label, resolved, promptDigest, model: own, modelDigest: asks } = target;
    prompts.push({
      label,
      prompt: resolved.id,
      prompt_digest: promptDigest,
      model: own,
      model_digest: asks,
      ...seedOf(resolved),
      ...(target.provider.kept && { recorded: true as const }),
      judges: await plannedJudges(openProvider, target, asked),
      suites: planned,
    });
  }
  if (prompts.length > 0) refuseEmpty(choice.filter, position.next);
  if (problems.length > 0) throw new PromptopsError("invalid-documents", "Some cases cannot be rendered with their prompt.", { problems });
  return { prompts, asked: askedOf(input, useCache) };
}

/** A seed that is no whole number was refused with the prompt. */
function seedOf({ prompt: { model } }: LoadedTarget["resolved"]): Pick<PlannedPrompt, "seed"> {
  const seed = model.params?.["seed"];
  return Number.isInteger(seed) ? { seed: Number(seed) } : {};
}

function askedOf(
  { suites = [], cases = [], tags = [], filters = [], sample, shard, epochs, models = [], provider, changed }: PlanInput,
  cache: boolean,
): Asked {
  return {
    suites: [...suites],
    cases: [...cases],
    tags: [...tags],
    ...(filters.length === 0 ? {} : { filters: [...filters] }),
    ...(sample === undefined ? {} : { sample }),
    ...(shard === undefined ? {} : { shard }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(models.length === 0 ? {} : { models: [...models] }),
    ...(provider === undefined ? {} : { provider }),
    ...(changed === undefined ? {} : { changed }),
    cache,
  };
}

const nothingHas: Readonly<Record<Unmatched["flag"], (value: string) => string>> = {
  case: (value) => `No case has the id "${value}".`,
  tag: (value) => `No case has the tag "${value}".`,
  filter: (value) => `No case's id fits the pattern "${value}".`,
};

/** @param selected Cases, those of other shards too. */
function refuseEmpty(filter: CaseFilter, selected: number): void {
  const [unmatched] = filter.unmatched();
  if (unmatched !== undefined) {
    const { flag, value, nearest } = unmatched;
    throw new PromptopsError("nothing-matches", nothingHas[flag](value), {
      where: `--${flag}`,
      ...(nearest === undefined ? {} : { hint: `Did you mean \`--${flag} ${nearest}\`?` }),
    });
  }
  if (selected === 0) throw new PromptopsError("nothing-matches", "No case is left: no case matches all of these filters together.");
}
