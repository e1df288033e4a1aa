import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { plannedRuns, type EvaluationPlan, type PlannedRun } from "../../core/eval/evaluation-plan.ts";
import { Selection } from "../../core/eval/selection.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { CaseChoice } from "./choose-cases.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** One epoch of one case, ready to be run. */
export interface Task {
  readonly index: number;
  readonly target: LoadedTarget;
  readonly evalCase: EvalCase;
  readonly epoch: number;
}

export interface TasksInput {
  readonly plan: EvaluationPlan;
  readonly targets: readonly LoadedTarget[];
  readonly choice: CaseChoice;
  /** Indexes that are not run. */
  readonly done: Pick<ReadonlySet<number>, "has">;
}

/**
 * The tasks of a plan in test order, read as they are asked for and never ahead.
 * @throws PromptopsError `cases-changed` when the files no longer say what the plan was made from.
 */
export async function* tasks(input: TasksInput): AsyncGenerator<Task> {
  const { plan, targets } = input;
  const position = { next: 0 };
  for (const run of plannedRuns(plan)) {
    const target = targets[plan.prompts.indexOf(run.prompt)];
    if (target === undefined) throw new Error(`${run.prompt.label} was planned but not loaded`);
    yield* tasksOfRun(run, target, input, position);
  }
}

async function* tasksOfRun(
  { prompt, suite, start }: PlannedRun,
  target: LoadedTarget,
  { choice, done }: TasksInput,
  position: { next: number },
): AsyncGenerator<Task> {
  const loaded = target.suites.find(({ name }) => name === suite.suite);
  if (loaded === undefined) throw new Error(`suite ${suite.suite} was planned but not loaded`);
  const selection = new Selection();
  let index = start;
  for await (const evalCase of loaded.cases()) {
    if (!choice.isSelected(target, evalCase) || !choice.isOurs(position.next++)) continue;
    selection.add(evalCase);
    if (selection.size > suite.selected) throw changed(prompt.label, suite.suite);
    for (let epoch = 1; epoch <= suite.epochs; epoch += 1, index += 1) {
      if (!done.has(index)) yield { index, target, evalCase, epoch };
    }
  }
  if (selection.digest() !== suite.selection_digest) throw changed(prompt.label, suite.suite);
}

function changed(label: string, suite: string): PromptopsError {
  return new PromptopsError("cases-changed", `The cases of ${label}/${suite} changed while they were being evaluated.`);
}
