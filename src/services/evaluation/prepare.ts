import type { EvaluationPlan } from "../../core/eval/evaluation-plan.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { chooseCases, type CaseChoice } from "./choose-cases.ts";
import type { PlanInput, SkippedPrompt } from "./evaluation-input.ts";
import { expandModels } from "./expand-models.ts";
import { loadTargets } from "./load-targets.ts";
import type { LoadedTarget } from "./loaded-target.ts";
import { withoutCode } from "./without-code.ts";
import type { Visit } from "./survey-suite.ts";
import { survey } from "./survey.ts";

export interface Prepared {
  readonly plan: EvaluationPlan;
  readonly targets: readonly LoadedTarget[];
  readonly choice: CaseChoice;
  readonly skipped: readonly SkippedPrompt[];
  readonly useCache: boolean;
}

/** Everything that can be known before the first call: documents read, providers opened, every case looked at. */
export async function prepare(openAny: OpenProvider, input: PlanInput, visit: Visit = () => undefined): Promise<Prepared> {
  const openProvider = input.allowCode === false ? withoutCode(openAny, input.config) : openAny;
  const useCache = input.useCache ?? input.config.evaluation?.cache ?? true;
  const { targets, skipped } = await loadTargets(openProvider, { ...input, targets: expandModels(input) });
  const choice = await chooseCases(targets, input);
  return { plan: await survey({ openProvider, input, useCache, choice, visit }, targets), targets, choice, skipped, useCache };
}
