import type { EvaluationPlan } from "./evaluation-plan.ts";

/** What all shards together set out to do: the plan that the same command has without `--shard`. */
export function unshardedPlan({ prompts, asked }: EvaluationPlan): EvaluationPlan {
  const { shard: _, ...wholly } = asked;
  return { asked: wholly, prompts: prompts.map((prompt) => ({ ...prompt, suites: prompt.suites.map(({ whole, ...suite }) => ({ ...suite, ...whole })) })) };
}
