import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { partsOfLabel } from "../../core/eval/prompt-label.ts";
import { usualSeed } from "../../core/eval/sample-draw.ts";
import { parseShard, shardName } from "../../core/eval/shard.ts";
import { promptlessFiles } from "../../core/model/misplaced-files.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationHeader, EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { refuseProblems } from "../documents/read-document.ts";
import { openProject } from "../open-project.ts";
import type { Since } from "./changed-since.ts";
import { differingPrompts, type StateNow } from "./differing-prompts.ts";
import type { EvaluateInput, EvaluationTarget } from "./evaluation-input.ts";
import { meantEvaluation } from "./meant-evaluation.ts";
import { newestOpen, newestWithErrors, unknownEvaluation } from "./open-evaluation.ts";
import { promptsAt } from "./prompts-at.ts";
import { resolveTargets } from "./resolve-targets.ts";

export interface PlanInputDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
  /** Opens providers as the configuration of a state of the repository names them. */
  readonly openProviders: (source: DocumentSource) => Promise<OpenProvider>;
}

/** What a person asked for, in their words. */
export interface Request {
  /** `id` or `id@1.2.0`; all prompts when empty. */
  readonly prompts: readonly string[];
  readonly suites: readonly string[];
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  readonly filters?: readonly string[] | undefined;
  readonly sample?: number | undefined;
  readonly seed?: string | undefined;
  /** `2/5` */
  readonly shard?: string | undefined;
  /** A revision, or `branchPoint`: only prompts that differ from it. */
  readonly changed?: string | undefined;
  /** A revision that prompts are read from, with their partials and files; everything that judges them stays the work tree's. */
  readonly promptsFrom?: string | undefined;
  readonly epochs?: number | undefined;
  readonly models?: readonly string[] | undefined;
  readonly provider?: string | undefined;
  readonly useCache?: boolean | undefined;
  readonly allowCode: boolean;
  readonly concurrency?: number | undefined;
  /** US dollars. */
  readonly maxCost?: string | undefined;
  readonly failFast?: boolean | undefined;
  /** An evaluation's id, or `newest`. */
  readonly resume?: string | undefined;
  readonly retryErrors?: boolean | undefined;
}

/** What `evaluate` takes, and how its prompts were chosen. */
export interface PlannedInput extends EvaluateInput {
  readonly differing?: Since & { readonly prompts: readonly string[] };
}

type Selected = Pick<
  Request,
  "prompts" | "suites" | "cases" | "tags" | "filters" | "sample" | "seed" | "shard" | "changed" | "epochs" | "models" | "provider" | "useCache"
>;

/**
 * From what a person asked for to what `evaluate` takes. A resumed evaluation knows what it was asked for: nothing has to be said again.
 * @throws PromptopsError `unknown-version`, `unknown-revision`, `unknown-evaluation`, `ambiguous-id`, `nothing-to-resume`, `invalid-flag`.
 */
export async function planInput(deps: PlanInputDeps, request: Request): Promise<PlannedInput> {
  const limits = defined({ concurrency: request.concurrency, maxCostUsd: dollars(request.maxCost), failFast: request.failFast });
  const project = await openProject(deps.workTree);
  const { config } = project;
  const { git, workTree } = deps;
  const { source, promptIds, promptFiles } = request.promptsFrom === undefined ? project : await promptsAt(git, request.promptsFrom);
  const resumed = await headerOf(deps.evaluations, request);
  const again = resumed !== undefined && !saysWhat(request);
  const asked = again ? askedBefore(resumed) : request;
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
      resume: resumed?.id,
      retryErrors: request.retryErrors,
      differing: differing && { ...differing.since, prompts: differing.targets.map(({ promptId }) => promptId) },
    }),
  };
}

async function headerOf(evaluations: EvaluationStore, { resume, retryErrors = false }: Request): Promise<EvaluationHeader | undefined> {
  if (resume === undefined && !retryErrors) return undefined;
  const newest = retryErrors ? newestWithErrors : newestOpen;
  const id = resume === undefined || resume === "newest" ? await newest(evaluations) : ((await meantEvaluation(evaluations, resume)) ?? resume);
  const found = await evaluations.read(id);
  if (found === undefined) throw await unknownEvaluation(evaluations, id);
  return found.header;
}

/** Said again, it counts: when it differs from before, the evaluation refuses to go on. */
function saysWhat({ prompts, suites, cases, tags, filters = [], models = [], ...request }: Request): boolean {
  const { sample, seed, shard, changed, epochs, provider, useCache } = request;
  return (
    [prompts, suites, cases, tags, filters, models].some(({ length }) => length > 0) ||
    [sample, seed, shard, changed, epochs, provider, useCache].some((value) => value !== undefined)
  );
}

function askedBefore({ plan: { prompts, asked } }: EvaluationHeader): Selected {
  const { suites, cases, tags, filters, sample, shard, changed, epochs, models, provider, cache } = asked;
  return {
    prompts: [...new Set(prompts.map(({ label }) => partsOfLabel(label).name))],
    suites,
    cases,
    tags,
    filters,
    sample: sample?.size,
    seed: sample?.seed,
    shard: shard && shardName(shard),
    changed,
    epochs,
    models,
    provider,
    useCache: cache,
  };
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
