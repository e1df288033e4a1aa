import { digestOf } from "../identity/digest.ts";
import { Reducer } from "../model/reducer.ts";
import { strict, Type, type Static } from "../model/shape.ts";
import { PlannedJudge } from "./planned-judge.ts";
import { CaseSample } from "./sample-draw.ts";
import { Shard } from "./shard.ts";

/** A suite as it will be run: which cases in which order, how often, and how they are judged. */
export const PlannedSuite = strict({
  suite: Type.String(),
  digest: Type.String({ description: "Of the whole suite." }),
  cases: Type.Integer({ description: "In the whole suite." }),
  selected: Type.Integer({ description: "What the filters, and the shard, leave of them." }),
  selection_digest: Type.String({ description: "Over the selected cases in test order." }),
  whole: Type.Optional(
    strict(
      { selected: Type.Integer(), selection_digest: Type.String() },
      { description: "Of a shard: the same of all shards together, which is what they were cut from." },
    ),
  ),
  epochs: Type.Integer({ minimum: 1 }),
  reducer: Reducer,
  threshold: Type.Optional(Type.Number()),
});
export type PlannedSuite = Static<typeof PlannedSuite>;

export const PlannedPrompt = strict({
  label: Type.String({
    description: "What people call it: `billing/summarize`, `billing/summarize@1.2.0` for a released version, with the model behind it when several are asked.",
  }),
  prompt: Type.String(),
  prompt_digest: Type.String(),
  model: Type.String(),
  model_digest: Type.String(),
  seed: Type.Optional(Type.Integer({ description: "Among its parameters; absent when there is none." })),
  recorded: Type.Optional(Type.Literal(true, { description: "Its answers are read from recordings, which the model's digest is over." })),
  judges: Type.Array(PlannedJudge, { description: "Who is asked beside the prompt's own model." }),
  suites: Type.Array(PlannedSuite),
});
export type PlannedPrompt = Static<typeof PlannedPrompt>;

/** What was asked for beside the prompts; what was not is absent, so that a plan without it keeps its digest. */
export const Asked = strict({
  suites: Type.Array(Type.String()),
  cases: Type.Array(Type.String()),
  tags: Type.Array(Type.String()),
  filters: Type.Optional(Type.Array(Type.String(), { description: "Patterns of case ids." })),
  sample: Type.Optional(CaseSample),
  shard: Type.Optional(Shard),
  epochs: Type.Optional(Type.Integer({ minimum: 1 })),
  models: Type.Optional(Type.Array(Type.String())),
  provider: Type.Optional(Type.String({ description: "Asked in place of each model's own." })),
  changed: Type.Optional(Type.String({ description: "Only prompts that differ from this state of the repository." })),
  cache: Type.Boolean(),
});
export type Asked = Static<typeof Asked>;

/** Everything an evaluation is about to do. A resumed one must be about to do the same. */
export const EvaluationPlan = strict({ prompts: Type.Array(PlannedPrompt), asked: Asked });
export type EvaluationPlan = Static<typeof EvaluationPlan>;

/** One run of a suite inside the plan, and where its tasks begin in test order. */
export interface PlannedRun {
  readonly prompt: PlannedPrompt;
  readonly suite: PlannedSuite;
  readonly start: number;
}

export function planDigest(plan: EvaluationPlan): string {
  return digestOf({ of: "plan/1", ...plan });
}

/** Prompt by prompt, suite by suite; a suite's tasks are its cases in order, each with all its epochs. */
export function plannedRuns(plan: EvaluationPlan): PlannedRun[] {
  let start = 0;
  return plan.prompts.flatMap((prompt) =>
    prompt.suites.map((suite) => {
      const run = { prompt, suite, start };
      start += tasksOf(suite);
      return run;
    }),
  );
}

export function countTasks(plan: EvaluationPlan): number {
  return plan.prompts.flatMap(({ suites }) => suites).reduce((sum, suite) => sum + tasksOf(suite), 0);
}

export function tasksOf({ selected, epochs }: PlannedSuite): number {
  return selected * epochs;
}

/** Does it cover all cases of the suites it ran? Suites left out by a filter are not missed: evidence names its suites. */
export function isComplete({ suites }: PlannedPrompt): boolean {
  return suites.every(({ cases, selected }) => cases === selected);
}
