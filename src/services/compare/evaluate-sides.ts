import { PromptopsError } from "../../core/errors/promptops-error.ts";
import type { EvaluationPlan, PlannedPrompt } from "../../core/eval/evaluation-plan.ts";
import type { Evidence } from "../../core/eval/evidence.ts";
import { firstFew } from "../../core/gates/words.ts";
import { promptFile } from "../../core/model/document-paths.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { EvaluationStore } from "../../ports/evaluation-store.ts";
import { isRequired } from "../../core/template/variable-schema.ts";
import { evaluate } from "../evaluate.ts";
import type { EvaluateInput, EvaluationTarget } from "../evaluation/evaluation-input.ts";
import { requireModels } from "../evaluation/expand-models.ts";
import { findEvidence, knownEvidence } from "../evaluation/find-evidence.ts";
import { prepare } from "../evaluation/prepare.ts";
import { loadPrompt } from "../load-prompt.ts";
import { openConfig } from "../open-config.ts";
import { overlaySource } from "../scaffold/overlay-source.ts";
import type { CompareInput, CompareRepository } from "./compare-input.ts";
import type { PromptSide, RecordedSide } from "./opened-side.ts";
import { resultsBehind } from "./results-behind.ts";

/** A prompt's side after its evaluation. */
export interface EvaluatedSide {
  readonly side: RecordedSide;
  /** Sides with the same one are the same prompt under the same model; undefined where both were asked anew on purpose. */
  readonly identity: string | undefined;
}

/**
 * Evaluates prompts on the suites of the last of them, as a gate does: what was proved before is not asked again, unless the
 * cache is refused. Of sides that are all the same, nothing is evaluated.
 * @throws what `evaluate` throws before its first call; `interrupted`.
 */
export async function evaluateSides(repository: CompareRepository, sides: readonly PromptSide[], input: CompareInput): Promise<EvaluatedSide[]> {
  const { workTree, openProvider, evaluations } = repository;
  const config = await openConfig(workTree);
  requireModels(
    sides.map(({ model }) => model).filter((model) => model !== undefined),
    config,
  );
  await refuseUnanswerable(sides);
  const targets = await targetsOf(sides);
  const whole: EvaluateInput = { config, targets, ...pickRunning(input) };
  const { plan } = await prepare(openProvider, whole);
  const identities = plan.prompts.map(({ prompt_digest, model_digest }) => `${prompt_digest} ${model_digest}`);
  const fresh = input.useCache === false;
  const proved = fresh ? await evaluateAll(repository, whole, input) : await evidenceFor(repository, whole, plan, identities, input);
  return sides.map((side, at): EvaluatedSide => {
    const planned = plan.prompts[at];
    if (planned === undefined) throw new Error(`${side.name} was not planned`);
    const { evidence, reused = true } = proved[at] ?? {};
    return { side: recorded(side, planned, evidence, reused, evaluations), identity: fresh ? undefined : identities[at] };
  });
}

interface Proved {
  readonly evidence: Evidence | undefined;
  readonly reused: boolean;
}

async function evidenceFor(
  repository: CompareRepository,
  whole: EvaluateInput,
  plan: EvaluationPlan,
  identities: readonly string[],
  input: CompareInput,
): Promise<Proved[]> {
  const known = await knownEvidence(repository.evaluations, plan);
  const firsts = identities.map((identity) => identities.indexOf(identity));
  const labels = firsts.map((at) => plan.prompts[at]?.label ?? "");
  const missing = labels.some((label) => !known.has(label));
  const filtered = (input.cases?.length ?? 0) > 0 || (input.tags?.length ?? 0) > 0;
  if (new Set(firsts).size === 1 || !missing) return labels.map((label) => ({ evidence: known.get(label), reused: true }));
  const targets = whole.targets.filter((_, at) => firsts[at] === at);
  const found = filtered
    ? (await evaluateAll(repository, { ...whole, targets }, input)).map(({ evidence }) => evidence)
    : await orTellHow(findEvidence(repository, { ...whole, targets }, input.onEvent));
  const byLabel = new Map(targets.map(({ label = "" }, at) => [label, found[at]]));
  return labels.map((label) => ({ evidence: byLabel.get(label), reused: !filtered && known.has(label) }));
}

/** Every target anew, filters and all, as far as the answers are not cached. */
async function evaluateAll(repository: CompareRepository, whole: EvaluateInput, { cases = [], tags = [], onEvent }: CompareInput): Promise<Proved[]> {
  const { prompts } = await orTellHow(evaluate(repository, { ...whole, cases, tags }, onEvent));
  return prompts.map(({ evidence }) => ({ evidence, reused: false }));
}

/** A comparison cannot be resumed as an evaluation; it need not be, since answers are kept. */
async function orTellHow<T>(evaluating: Promise<T>): Promise<T> {
  try {
    return await evaluating;
  } catch (error) {
    if (!(error instanceof PromptopsError) || error.code !== "interrupted") throw error;
    throw new PromptopsError("interrupted", error.message, {
      hint: "Run the same comparison again to go on: answers in the cache are not asked for twice.",
      cause: error,
    });
  }
}

/** Another prompt may answer the cases of the last one; not when they never give what it needs. @throws PromptopsError `invalid-argument`. */
async function refuseUnanswerable(sides: readonly PromptSide[]): Promise<void> {
  const last = sides.at(-1);
  const others = sides.filter(({ prompt }) => prompt !== last?.prompt);
  if (last === undefined || others.length === 0) return;
  const given = new Set(Object.keys((await loadPrompt(last.source, last.prompt)).resolved.prompt.variables ?? {}));
  for (const { prompt, source } of others) {
    const { variables = {} } = (await loadPrompt(source, prompt)).resolved.prompt;
    const missing = Object.entries(variables).flatMap(([name, variable]) => (isRequired(variable) && !given.has(name) ? [name] : []));
    if (missing.length === 0) continue;
    throw new PromptopsError(
      "invalid-argument",
      `${prompt} and ${last.prompt} are two prompts, and the cases of ${last.prompt} do not give what ${prompt} needs: ${firstFew(missing)}.`,
      { where: prompt, hint: `Compare states of one prompt, as \`promptops compare ${prompt}\` does, or prompts that take the same variables.` },
    );
  }
}

async function targetsOf(sides: readonly PromptSide[]): Promise<EvaluationTarget[]> {
  const last = sides.at(-1);
  if (last === undefined) return [];
  const labels = sides.map(({ word, model }) => (model === undefined ? word : `${word} with ${model}`));
  return Promise.all(
    sides.map(async ({ prompt, source, model }, at) => {
      const label = labels[at] ?? prompt;
      const again = labels.slice(0, at).filter((other) => other === label).length;
      return {
        promptId: last.prompt,
        promptSource: prompt === last.prompt ? source : await inPlaceOf(last.prompt, prompt, source),
        suiteSource: last.source,
        label: again === 0 ? label : `${label} (${again + 1})`,
        ...(model === undefined ? {} : { model }),
      };
    }),
  );
}

/** Another prompt as if it were this one, so that it answers this one's cases. */
async function inPlaceOf(prompt: string, other: string, source: DocumentSource): Promise<DocumentSource> {
  const bytes = await source.read(promptFile(other));
  return bytes === undefined ? source : overlaySource(source, { [promptFile(prompt)]: bytes });
}

function pickRunning({ suites, epochs, useCache, allowCode, concurrency, maxCostUsd, signal }: CompareInput): Omit<EvaluateInput, "config" | "targets"> {
  return {
    ...(suites === undefined ? {} : { suites }),
    ...(epochs === undefined ? {} : { epochs }),
    ...(useCache === undefined ? {} : { useCache }),
    ...(allowCode === undefined ? {} : { allowCode }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(maxCostUsd === undefined ? {} : { maxCostUsd }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function recorded(side: PromptSide, planned: PlannedPrompt, evidence: Evidence | undefined, reused: boolean, evaluations: EvaluationStore): RecordedSide {
  const { name, word, kind, prompt, state, published } = side;
  const { prompt_digest, model } = planned;
  return {
    opened: "recorded",
    about: {
      name,
      word,
      ...(state === undefined ? {} : { state }),
      kind,
      prompt,
      ...(published === undefined ? {} : { published }),
      prompt_digest,
      model,
      models_answered: [...(evidence?.models_answered ?? [])],
      ...(evidence === undefined ? {} : { evaluation: evidence.evaluation, evaluated_at: evidence.finished_at }),
      reused,
    },
    cases: evidence?.cases ?? [],
    planned,
    hasMetrics: Object.keys(evidence?.totals.metrics ?? {}).length > 0,
    results: () => resultsBehind(evaluations, evidence),
  };
}
