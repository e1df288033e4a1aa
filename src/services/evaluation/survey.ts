import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseFilter } from "../../core/eval/case-filter.ts";
import { countTasks, type EvaluationPlan, type PlannedSuite } from "../../core/eval/evaluation-plan.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import { surveySuite, type Visit } from "./survey-suite.ts";

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
    const judges = new Set<string>();
    for (const suite of target.suites) planned.push(await surveySuite(target, suite, { input, filter, problems, judges, visit }));
    const { label, resolved, promptDigest, model: asked, modelDigest: asks } = target;
    prompts.push({
      label,
      prompt: resolved.id,
      prompt_digest: promptDigest,
      model: asked,
      model_digest: asks,
      judges: await judgeDigests(openProvider, judges),
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

/** Opening a judge's provider now tells of a missing key before anything is paid for. */
async function judgeDigests(openProvider: OpenProvider, judges: ReadonlySet<string>): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const model of [...judges].sort()) {
    const { fingerprint } = await openProvider(providerOf(model));
    digests[model] = modelDigest({ fingerprint, model, params: undefined });
  }
  return digests;
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
