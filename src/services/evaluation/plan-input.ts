import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { planDigest } from "../../core/eval/evaluation-plan.ts";
import { usualSeed } from "../../core/eval/sample-draw.ts";
import { parseShard } from "../../core/eval/shard.ts";
import { promptlessFiles } from "../../core/model/misplaced-files.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationHeader, EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { refuseProblems } from "../documents/read-document.ts";
import { openProject } from "../open-project.ts";
import type { Since } from "./changed-since.ts";
import { differingPrompts, type StateNow } from "./differing-prompts.ts";
import type { EvalRequest, Selected } from "./eval-request.ts";
import type { EvaluateInput, EvaluationTarget } from "./evaluation-input.ts";
import { meantEvaluation } from "./meant-evaluation.ts";
import { leftOpen, leftWithErrors, unknownEvaluation } from "./open-evaluation.ts";
import { prepare } from "./prepare.ts";
import { promptsAt } from "./prompts-at.ts";
import { isReuseAsked } from "./reuse-asked.ts";
import { namedPrompts, resolveTargets } from "./resolve-targets.ts";
import { askedBefore, refuseOthers } from "./said-again.ts";

export interface PlanInputDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
  /** Opens providers as the configuration of a state of the repository names them. */
  readonly openProviders: (source: DocumentSource) => Promise<OpenProvider>;
}

/** What `evaluate` takes, and how its prompts were chosen. */
export interface PlannedInput extends EvaluateInput {
  readonly differing?: Since & { readonly prompts: readonly string[] };
}

/**
 * From what a person asked for to what `evaluate` takes. A resumed evaluation knows what it was asked for: nothing has to be said again.
 * @throws PromptopsError `unknown-version`, `unknown-revision`, `unknown-evaluation`, `ambiguous-id`, `nothing-to-resume`, `plan-changed`, `invalid-flag`.
 */
export async function planInput(deps: PlanInputDeps, request: EvalRequest): Promise<PlannedInput> {
  const limits = defined({ concurrency: request.concurrency, maxCostUsd: dollars(request.maxCost), failFast: request.failFast });
  const project = await openProject(deps.workTree);
  const { config } = project;
  const { git, workTree } = deps;
  const { source, promptIds, promptFiles } = request.promptsFrom === undefined ? project : await promptsAt(git, request.promptsFrom);
  const resumed = await resumedBy(deps, request, (header) => inputOf(askedBefore(header), header));
  if (resumed !== undefined) refuseOthers(resumed, { ...request, prompts: namedPrompts(promptIds, request.prompts) });
  return inputOf(resumed === undefined ? request : askedBefore(resumed), resumed);

  async function inputOf(asked: Selected, resumed: EvaluationHeader | undefined): Promise<PlannedInput> {
    const again = resumed !== undefined;
    if (!again && asked.prompts.length === 0) refuseProblems(source, "folder prompts", promptlessFiles(promptFiles));
    // Nothing may have been evaluated, when nothing had changed.
    const named = again && asked.prompts.length === 0 ? [] : await resolveTargets({ git, source, workTree, promptIds }, asked.prompts);
    const released = named.find(({ promptSource }) => promptSource !== source);
    if (released !== undefined && request.promptsFrom !== undefined) throw isVersion(released, "--prompts-from");
    // Which prompts had changed was decided when it began.
    const differing =
      again || asked.changed === undefined ? undefined : await thoseThatDiffer(deps, { config, source, suiteSource: workTree }, named, asked.changed);
    const { suites, cases, tags, filters, sample, seed = usualSeed, shard, epochs, models, provider, useCache } = asked;
    return {
      config,
      targets: differing?.targets ?? named,
      suites,
      cases,
      tags,
      allowCode: request.allowCode,
      ...limits,
      ...defined({
        filters,
        sample: sample === undefined ? undefined : { size: sample, seed },
        shard: shard === undefined ? undefined : parseShard(shard),
        changed: differing?.since.name ?? (again ? asked.changed : undefined),
        epochs,
        models,
        provider,
        useCache,
        reuse: !again && isReuseAsked(request, config) ? {} : undefined,
        resume: resumed?.id,
        retryErrors: request.retryErrors,
        differing: differing && { ...differing.since, prompts: differing.targets.map(({ promptId }) => promptId) },
      }),
    };
  }
}

/**
 * The evaluation that is to go on: the one that is named, else the newest that left something open. Of several the newest that would
 * still evaluate what it began with.
 */
async function resumedBy(
  { evaluations, openProviders, workTree }: PlanInputDeps,
  { resume, retryErrors = false }: EvalRequest,
  inputOf: (header: EvaluationHeader) => Promise<PlannedInput>,
): Promise<EvaluationHeader | undefined> {
  if (resume === undefined && !retryErrors) return undefined;
  if (resume !== undefined && resume !== "newest") {
    const id = (await meantEvaluation(evaluations, resume)) ?? resume;
    const found = await evaluations.read(id);
    if (found === undefined) throw await unknownEvaluation(evaluations, id);
    return found.header;
  }
  const open = await (retryErrors ? leftWithErrors : leftOpen)(evaluations);
  if (open.length === 1) return open[0];
  const openProvider = await openProviders(workTree);
  for (const header of open) {
    const plan = await inputOf(header)
      .then((input) => prepare(openProvider, input))
      .then(({ plan }) => planDigest(plan), whenUsersAct);
    if (plan === header.plan_digest) return header;
  }
  return open[0];
}

/** What cannot be evaluated any more has changed. */
function whenUsersAct(error: unknown): undefined {
  if (!(error instanceof PromptopsError)) throw error;
}

async function thoseThatDiffer(
  deps: PlanInputDeps,
  now: StateNow,
  named: readonly EvaluationTarget[],
  changed: string,
): Promise<{ readonly since: Since; readonly targets: EvaluationTarget[] }> {
  const released = named.find(({ promptSource }) => promptSource !== now.source);
  if (released !== undefined) throw isVersion(released, "--changed");
  const ids = named.map(({ promptId }) => promptId);
  const { since, prompts } = await differingPrompts(deps, now, ids, changed);
  const differ = new Set(prompts);
  // Named or not, a prompt that only changed need not have a suite.
  return { since, targets: named.filter(({ promptId }) => differ.has(promptId)).map((target) => ({ ...target, optional: true })) };
}

function isVersion({ promptId, label = promptId }: EvaluationTarget, flag: string): PromptopsError {
  return new PromptopsError("invalid-flag", `${label} is a version, and a version never changes.`, {
    where: flag,
    hint: `Name prompts without a version, or leave \`${flag}\` out.`,
  });
}

/** @throws PromptopsError `invalid-flag`. */
export function dollars(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\$?\d+(\.\d+)?$/.test(text))
    throw new PromptopsError("invalid-flag", `"${text}" is no amount of US dollars.`, { where: "--max-cost", hint: "Give a number, as in `--max-cost 2.50`." });
  return Number(text.replace("$", ""));
}

/** Without the keys that hold nothing. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
