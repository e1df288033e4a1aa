import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseFilter } from "../../core/eval/case-filter.ts";
import { countTasks, type EvaluationPlan, type PlannedSuite } from "../../core/eval/evaluation-plan.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import { plannedJudges } from "./planned-judges.ts";
import { surveySuite, type Surveying, type Visit } from "./survey-suite.ts";

/**
 * Looks at every case once before any call is paid for: what will be run, in which order, and whether it can be.
 * @throws PromptopsError `nothing-matches`, `code-refused`, `invalid-documents` with the cases that cannot be rendered.
 */
export async function survey(
  openProvider: OpenProvider,
  targets: readonly LoadedTarget[],
  input: PlanInput,
  useCache: boolean,
  visit: Visit = () => undefined,
): Promise<EvaluationPlan> {
  const { suites = [], cases = [], tags = [], epochs, model } = input;
  const filter = new CaseFilter({ cases, tags });
  const problems: Problem[] = [];
  const prompts: EvaluationPlan["prompts"] = [];
  for (const target of targets) {
    const planned: PlannedSuite[] = [];
    const asked: Surveying["asked"] = new Map();
    for (const suite of target.suites) planned.push(await surveySuite(target, suite, { input, filter, problems, asked, visit }));
    const { label, resolved, promptDigest, model: own, modelDigest: asks } = target;
    prompts.push({
      label,
      prompt: resolved.id,
      prompt_digest: promptDigest,
      model: own,
      model_digest: asks,
      judges: await plannedJudges(openProvider, target, asked),
      suites: planned,
    });
  }
  const plan: EvaluationPlan = {
    prompts,
    asked: {
      suites: [...suites],
      cases: [...cases],
      tags: [...tags],
      ...(epochs === undefined ? {} : { epochs }),
      ...(model === undefined ? {} : { model }),
      cache: useCache,
    },
  };
  refuseEmpty(filter, plan);
  if (problems.length > 0) throw new PromptopsError("invalid-documents", "Some cases cannot be rendered with their prompt.", { problems });
  return plan;
}

function refuseEmpty(filter: CaseFilter, plan: EvaluationPlan): void {
  const [unmatched] = filter.unmatched();
  if (unmatched !== undefined) {
    const { flag, value, nearest } = unmatched;
    throw new PromptopsError("nothing-matches", `No case has the ${flag === "case" ? "id" : "tag"} "${value}".`, {
      where: `--${flag}`,
      ...(nearest === undefined ? {} : { hint: `Did you mean \`--${flag} ${nearest}\`?` }),
    });
  }
  if (countTasks(plan) === 0) throw new PromptopsError("nothing-matches", "No case is left: no case matches all of these filters together.");
}
