import { nearest } from "../../core/errors/nearest.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { declaredTools } from "../../core/eval/declared-tools.ts";
import { outputContract } from "../../core/eval/output-contract.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { promptDigest } from "../../core/identity/prompt-digest.ts";
import { promptFile } from "../../core/model/document-paths.ts";
import type { ResolvedPrompt } from "../../core/model/resolved-prompt.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { refusedParam } from "../../core/providers/registry.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { loadPrompt, type LoadedPrompt } from "../load-prompt.ts";
import { loadSuite } from "../load-suite.ts";
import type { EvaluationTarget, PlanInput, SkippedPrompt } from "./evaluation-input.ts";
import { caseRequest } from "./case-request.ts";
import { askedOf } from "./expand-models.ts";
import { keptRequests } from "./kept-requests.ts";
import type { LoadedTarget } from "./loaded-target.ts";

/** Reads prompts and suites and opens their providers. @throws PromptopsError `no-suites`, `nothing-matches`, and what loading throws. */
export async function loadTargets(openProvider: OpenProvider, input: PlanInput): Promise<{ targets: LoadedTarget[]; skipped: SkippedPrompt[] }> {
  const wanted = input.suites ?? [];
  const targets: LoadedTarget[] = [];
  const skipped: SkippedPrompt[] = [];
  const known = new Set<string>();
  const { providers } = input.config;
  for (const target of input.targets) {
    const { label = target.promptId, promptSource, suiteSource } = target;
    const asksItsOwn = target.model === undefined && input.provider === undefined;
    const loaded = await loadPrompt(promptSource, target.promptId, asksItsOwn ? providers : undefined);
    const owner = promptSource === suiteSource ? loaded : await ownerOf(target);
    if (owner === undefined || owner.suites.length === 0) {
      skipped.push(withoutSuites(target, label));
      continue;
    }
    for (const name of owner.suites) known.add(name);
    const names = wanted.length === 0 ? owner.suites : owner.suites.filter((name) => wanted.includes(name));
    if (names.length === 0) continue;
    const suites = await Promise.all(names.map((name) => loadSuite(suiteSource, owner, name, providers)));
    const resolved = withModel(loaded.resolved, target, input);
    if (!asksItsOwn) refuseUnsendable(resolved, providers);
    const foreignSuites = owner !== loaded;
    const requestOf = keptRequests((evalCase) => caseRequest({ resolved, foreignSuites }, evalCase));
    targets.push({ ...(await ready(resolved, openProvider)), label, suites, suiteSource, foreignSuites, requestOf });
  }
  if (input.changed !== undefined && targets.length === 0) return { targets, skipped };
  for (const name of wanted) if (!known.has(name)) throw unmatchedSuite(name, known);
  if (targets.length === 0) throw new PromptopsError("no-suites", "None of these prompts has a suite.");
  return { targets, skipped };
}

/** The prompt that the suites were written for; undefined where there is none yet. */
async function ownerOf({ promptId, suiteSource }: EvaluationTarget): Promise<LoadedPrompt | undefined> {
  const isThere = (await suiteSource.read(promptFile(promptId))) !== undefined;
  return isThere ? loadPrompt(suiteSource, promptId) : undefined;
}

async function ready(
  resolved: ResolvedPrompt,
  openProvider: OpenProvider,
): Promise<Omit<LoadedTarget, "label" | "suites" | "suiteSource" | "foreignSuites" | "requestOf">> {
  const { id: model, params } = resolved.prompt.model;
  const provider = await openProvider(providerOf(model));
  return {
    resolved,
    promptDigest: promptDigest(resolved),
    model,
    modelDigest: modelDigest({ fingerprint: provider.fingerprint, model, params }),
    provider,
    contract: outputContract(resolved.prompt.output, declaredTools(resolved.prompt)),
  };
}

/** The prompt as it would be with another model: that, and no other, is what the evidence will be about. */
function withModel(resolved: ResolvedPrompt, { model }: EvaluationTarget, { provider }: PlanInput): ResolvedPrompt {
  const { prompt } = resolved;
  const id = model ?? (provider === undefined ? prompt.model.id : askedOf(provider, prompt.model.id));
  return id === prompt.model.id ? resolved : { ...resolved, prompt: { ...prompt, model: { ...prompt.model, id } } };
}

/** What `validate` says of the prompt's own model, said of another one. */
function refuseUnsendable({ id, prompt: { model } }: ResolvedPrompt, providers: PlanInput["config"]["providers"]): void {
  const provider = providerOf(model.id);
  const settings = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  for (const param of Object.keys(model.params ?? {})) {
    const why = settings && refusedParam(settings, param);
    if (why !== undefined)
      throw new PromptopsError("invalid-flag", `${model.id} cannot be asked what ${id} asks. ${why}`, {
        where: "--model",
        hint: "Leave the parameter out of the prompt's `params`, or ask another model.",
      });
  }
}

function withoutSuites({ promptId, promptSource, suiteSource, optional = false }: EvaluationTarget, label: string): SkippedPrompt {
  const where = promptSource === suiteSource ? "" : ` in ${suiteSource.description}`;
  if (!optional) throw new PromptopsError("no-suites", `Prompt ${label} has no suite${where} to evaluate it with.`, { where: `prompts/${promptId}/evals` });
  return { prompt: label, reason: `it has no suite${where}` };
}

function unmatchedSuite(name: string, known: ReadonlySet<string>): PromptopsError {
  const near = nearest(name, known);
  return new PromptopsError("nothing-matches", `None of these prompts has a suite "${name}".`, {
    where: "--suite",
    ...(near === undefined ? {} : { hint: `Did you mean \`--suite ${near}\`?` }),
  });
}
