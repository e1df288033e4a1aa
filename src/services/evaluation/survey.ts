import { createHash } from "node:crypto";
import type { Problem } from "../../core/errors/problem.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { CaseFilter } from "../../core/eval/case-filter.ts";
import { countTasks, type EvaluationPlan, type PlannedSuite } from "../../core/eval/evaluation-plan.ts";
import { judgesOf, needsOf } from "../../core/eval/needs-of.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { suiteDigest } from "../../core/identity/suite-digest.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { EvalCase } from "../../core/model/suite.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import type { LoadedSuite } from "../load-suite.ts";
import { caseRequest } from "./case-request.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** Called for every selected case, once, whatever its epochs. */
export type Visit = (target: LoadedTarget, evalCase: EvalCase, request: ModelRequest, epochs: number) => void | Promise<void>;

/** So many cases that cannot be rendered are listed; more of the same help nobody. */
const listedProblems = 100;

/**
 * Looks at every case once before any call is paid for: what will be run, in which order, and whether it can be.
 * @throws PromptopsError `nothing-matches`, `code-refused`, `invalid-documents` with the cases that cannot be rendered.
 */
export async function survey(openProvider: OpenProvider, targets: readonly LoadedTarget[], input: PlanInput, useCache: boolean, visit: Visit = () => undefined): Promise<EvaluationPlan> {
  const { suites = [], cases = [], tags = [], epochs, model } = input;
  const filter = new CaseFilter({ cases, tags });
  const problems: Problem[] = [];
  const prompts: EvaluationPlan["prompts"] = [];
  for (const target of targets) {
    const planned: PlannedSuite[] = [];
    const judges = new Set<string>();
    for (const suite of target.suites) planned.push(await surveySuite(target, suite, { input, filter, problems, judges, visit }));
    const { label, resolved, promptDigest, model: asked, modelDigest: asks } = target;
    prompts.push({ label, prompt: resolved.id, prompt_digest: promptDigest, model: asked, model_digest: asks, judges: await judgeDigests(openProvider, judges), suites: planned });
  }
  const plan: EvaluationPlan = {
    prompts,
    asked: { suites: [...suites], cases: [...cases], tags: [...tags], ...(epochs === undefined ? {} : { epochs }), ...(model === undefined ? {} : { model }), cache: useCache },
  };
  refuseEmpty(filter, plan);
  if (problems.length > 0) throw new PromptopsError("invalid-documents", "Some cases cannot be rendered with their prompt.", { problems });
  return plan;
}

interface Surveying {
  readonly input: PlanInput;
  readonly filter: CaseFilter;
  readonly problems: Problem[];
  readonly judges: Set<string>;
  readonly visit: Visit;
}

async function surveySuite(target: LoadedTarget, suite: LoadedSuite, { input, filter, problems, judges, visit }: Surveying): Promise<PlannedSuite> {
  const { epochs: ownEpochs = 1, reducer = "mean", threshold } = suite.suite;
  const epochs = input.epochs ?? ownEpochs;
  const digests: string[] = [];
  const selection = createHash("sha256");
  let selected = 0;
  for await (const evalCase of suite.cases()) {
    digests.push(evalCase.digest);
    if (!filter.matches(evalCase)) continue;
    selected += 1;
    selection.update(selectionLine(evalCase));
    if (input.allowCode === false) refuseCode(evalCase);
    for (const model of judgesOf(evalCase.assertions)) judges.add(model);
    const request = attempt(target, evalCase, problems);
    if (request !== undefined) await visit(target, evalCase, request, epochs);
  }
  return {
    suite: suite.name,
    digest: suiteDigest(digests, suite.suite),
    cases: digests.length,
    selected,
    selection_digest: selection.digest("hex"),
    epochs,
    reducer,
    ...(threshold === undefined ? {} : { threshold }),
  };
}

/** What a selected case adds to the selection's digest, so that a second reading can tell whether it reads the same. */
export function selectionLine({ id, digest }: Pick<EvalCase, "id" | "digest">): string {
  return `${id}\n${digest}\n`;
}

/** Foreign suites may hold cases the prompt cannot render: those become errors of the evaluation, not of the documents. */
function attempt(target: LoadedTarget, evalCase: EvalCase, problems: Problem[]): ModelRequest | undefined {
  try {
    return caseRequest(target, evalCase);
  } catch (error) {
    if (!(error instanceof PromptopsError)) throw error;
    const { file, line } = evalCase.origin;
    const problem = { rule: error.code, file, ...(line === undefined ? {} : { line }), message: `Case ${evalCase.id}: ${error.message}`, hint: error.hint };
    if (!target.foreignSuites && problems.length < listedProblems) problems.push(problem);
    return undefined;
  }
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

function refuseCode({ id, assertions, origin }: EvalCase): void {
  const code = assertions.find(({ type }) => needsOf(type).includes("runScorer"));
  if (code === undefined) return;
  throw new PromptopsError("code-refused", `Case ${id} is judged by a scorer of this repository (${code.type}), and --no-code forbids to run it.`, { where: origin.file });
}

function refuseEmpty(filter: CaseFilter, plan: EvaluationPlan): void {
  const [unmatched] = filter.unmatched();
  if (unmatched !== undefined) {
    const { flag, value, nearest } = unmatched;
    throw new PromptopsError("nothing-matches", `No case has the ${flag === "case" ? "id" : "tag"} "${value}".`, { where: `--${flag}`, ...(nearest === undefined ? {} : { hint: `Did you mean \`--${flag} ${nearest}\`?` }) });
  }
  if (countTasks(plan) === 0) throw new PromptopsError("nothing-matches", "No case is left: no case matches all of these filters together.");
}
