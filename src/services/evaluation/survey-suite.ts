import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { PlannedSuite } from "../../core/eval/evaluation-plan.ts";
import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { codeIn, modelsAskedBy, type AskedModel } from "../../core/eval/needs-of.ts";
import { epochsNeeded } from "../../core/eval/reduce-epochs.ts";
import { Selection } from "../../core/eval/selection.ts";
import { DigestList } from "../../core/identity/digest-list.ts";
import { suiteDigest } from "../../core/identity/suite-digest.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { LoadedSuite } from "../load-suite.ts";
import type { CaseChoice } from "./choose-cases.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** Called for every selected case, once, whatever its epochs. */
export type Visit = (target: LoadedTarget, evalCase: EvalCase, request: ModelRequest, epochs: number) => void | Promise<void>;

/** What looking at cases gathers beside the plan. */
export interface Surveying {
  readonly input: PlanInput;
  readonly choice: CaseChoice;
  /** Places of selected cases, through all prompts and suites. */
  readonly position: { next: number };
  /** Cases that cannot be rendered. */
  readonly problems: Problem[];
  /** Models that assertions ask, and what the suite is that asks them. */
  readonly asked: Map<string, { readonly by: AskedModel; readonly suite: LoadedSuite }>;
  readonly visit: Visit;
}

/** So many cases that cannot be rendered are listed; more of the same help nobody. */
const listedProblems = 100;

/** Looks at every case of a suite once. @throws PromptopsError `code-refused`, and what reading cases throws. */
export async function surveySuite(
  target: LoadedTarget,
  suite: LoadedSuite,
  { input, choice, position, problems, asked, visit }: Surveying,
): Promise<PlannedSuite> {
  const { epochs: ownEpochs = 1, reducer = "mean", threshold } = suite.suite;
  const epochs = input.epochs ?? ownEpochs;
  if (epochsNeeded(reducer) > epochs) throw tooFewEpochs(suite.name, epochsNeeded(reducer), epochs);
  const byDefault = askedByDefault(input.config, suite.suite);
  const digests = new DigestList();
  const whole = new Selection();
  const selection = input.shard === undefined ? whole : new Selection();
  let looked: EvalCase["assertions"] | undefined;
  for await (const evalCase of suite.cases()) {
    digests.push(evalCase.digest);
    if (!choice.isSelected(target, evalCase)) continue;
    whole.add(evalCase);
    if (input.allowCode === false) refuseCode(evalCase);
    // Most cases have the suite's alone.
    if (evalCase.assertions !== looked) {
      looked = evalCase.assertions;
      for (const by of modelsAskedBy(looked, byDefault)) {
        if (by.model === undefined) throw missingModel(evalCase, by);
        asked.set(`${by.use} ${by.judge ?? ""} ${by.model}`, { by, suite });
      }
    }
    if (!choice.isOurs(position.next++)) continue;
    if (selection !== whole) selection.add(evalCase);
    const request = attempt(target, evalCase, problems);
    if (request !== undefined) await visit(target, evalCase, request, epochs);
  }
  return {
    suite: suite.name,
    digest: suiteDigest(digests, suite.suite),
    cases: digests.length,
    selected: selection.size,
    selection_digest: selection.digest(),
    ...(selection === whole ? {} : { whole: { selected: whole.size, selection_digest: whole.digest() } }),
    epochs,
    reducer,
    ...(threshold === undefined ? {} : { threshold }),
  };
}

/** Foreign suites may hold cases the prompt cannot render: those become errors of the evaluation, not of the documents. */
function attempt(target: LoadedTarget, evalCase: EvalCase, problems: Problem[]): ModelRequest | undefined {
  try {
    return target.requestOf(evalCase);
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    const { file, line } = evalCase.origin;
    const problem = { rule: error.code, file, ...(line === undefined ? {} : { line }), message: `Case ${evalCase.id}: ${error.message}`, hint: error.hint };
    if (!target.foreignSuites && problems.length < listedProblems) problems.push(problem);
    return undefined;
  }
}

function refuseCode({ id, assertions, origin }: EvalCase): void {
  const code = codeIn(assertions);
  if (code === undefined) return;
  throw new PromptopsError("code-refused", `Case ${id} is judged by code of this repository's choosing (\`${code.type}\`), and --no-code forbids to run it.`, {
    where: placeOf(origin),
  });
}

function missingModel({ id, origin }: EvalCase, { type, use }: AskedModel): PromptopsError {
  const hint = use === "embedding" ? { hint: "Give the assertion a `model`, or the project `evaluation.embeddings` in `.promptops.yml`." } : {};
  return new PromptopsError("missing-judge-model", `Nobody says which model \`${type}\` shall ask in case ${id}.`, { where: placeOf(origin), ...hint });
}

function tooFewEpochs(suite: string, needed: number, epochs: number): PromptopsError {
  return new PromptopsError(
    "invalid-flag",
    `The reducer of suite ${suite} looks at ${needed} epochs, and ${epochs} ${epochs === 1 ? "is" : "are"} asked for.`,
    {
      where: "--epochs",
      hint: `Ask for ${needed} or more, or leave the flag out.`,
    },
  );
}

function placeOf({ file, line }: EvalCase["origin"]): string {
  return line === undefined ? file : `${file}:${line}`;
}
