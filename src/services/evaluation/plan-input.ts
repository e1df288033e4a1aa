import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationHeader, EvaluationStore } from "../../ports/evaluation-store.ts";
import type { GitRepo } from "../../ports/git-repo.ts";
import { openProject } from "../open-project.ts";
import type { EvaluateInput } from "./evaluation-input.ts";
import { newestOpen, unknownEvaluation } from "./open-evaluation.ts";
import { resolveTargets } from "./resolve-targets.ts";

interface PlanInputDeps {
  readonly git: GitRepo;
  readonly workTree: DocumentSource;
  readonly evaluations: EvaluationStore;
}

/** What a person asked for, in their words. */
export interface Request {
  /** `id` or `id@1.2.0`; all prompts when empty. */
  readonly prompts: readonly string[];
  readonly suites: readonly string[];
  readonly cases: readonly string[];
  readonly tags: readonly string[];
  readonly epochs?: number | undefined;
  readonly model?: string | undefined;
  readonly useCache?: boolean | undefined;
  readonly allowCode: boolean;
  readonly concurrency?: number | undefined;
  /** US dollars. */
  readonly maxCost?: string | undefined;
  /** An evaluation's id, or `newest`. */
  readonly resume?: string | undefined;
}

/**
 * From what a person asked for to what `evaluate` takes. A resumed evaluation knows what it was asked for: nothing has to be said again.
 * @throws PromptopsError `unknown-version`, `unknown-evaluation`, `nothing-to-resume`, `invalid-flag`.
 */
export async function planInput({ git, workTree, evaluations }: PlanInputDeps, request: Request): Promise<EvaluateInput> {
  const { config, promptIds } = await openProject(workTree);
  const resumed = request.resume === undefined ? undefined : await headerOf(evaluations, request.resume);
  const asked = resumed === undefined || saysWhat(request) ? request : { ...request, ...askedBefore(resumed) };
  const { suites, cases, tags, allowCode } = asked;
  return {
    config,
    targets: await resolveTargets({ git, workTree, promptIds }, asked.prompts),
    suites,
    cases,
    tags,
    allowCode,
    ...defined({
      epochs: asked.epochs,
      model: asked.model,
      useCache: asked.useCache,
      concurrency: asked.concurrency,
      maxCostUsd: dollars(asked.maxCost),
      resume: resumed?.id,
    }),
  };
}

async function headerOf(evaluations: EvaluationStore, resume: string): Promise<EvaluationHeader> {
  const id = resume === "newest" ? await newestOpen(evaluations) : resume;
  const found = await evaluations.read(id);
  if (found === undefined) throw await unknownEvaluation(evaluations, id);
  return found.header;
}

/** Said again, it counts: when it differs from before, the evaluation refuses to go on. */
function saysWhat({ prompts, suites, cases, tags, epochs, model, useCache }: Request): boolean {
  return [prompts, suites, cases, tags].some(({ length }) => length > 0) || epochs !== undefined || model !== undefined || useCache !== undefined;
}

function askedBefore({ plan: { prompts, asked } }: EvaluationHeader): Pick<Request, "prompts" | "suites" | "cases" | "tags" | "epochs" | "model" | "useCache"> {
  const { suites, cases, tags, epochs, model, cache } = asked;
  return { prompts: prompts.map(({ label }) => label), suites, cases, tags, epochs, model, useCache: cache };
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
