import { isDeepStrictEqual } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { judgesOf } from "../../core/eval/needs-of.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { suiteDigest } from "../../core/identity/suite-digest.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { loadPrompt } from "../load-prompt.ts";
import { loadSuite } from "../load-suite.ts";

/** A state of the repository and its providers. */
export interface PromptState {
  readonly source: DocumentSource;
  /** Called for what a prompt's configuration names. */
  readonly openProvider: OpenProvider;
}

/**
 * Which of these prompts an evaluation would ask or judge differently in two states: their digests, those of their suites, and
 * those of the models asked and judging. So partials, attached files, scorers, datasets and a provider's rules count; manifests,
 * comments and descriptions do not. A prompt that cannot be read counts as changed.
 */
export async function changedPrompts(before: PromptState, now: PromptState, ids: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (const id of ids) {
    const is = await identity(now, id);
    if (is === undefined || !isDeepStrictEqual(is, await identity(before, id))) changed.push(id);
  }
  return changed;
}

interface Identity {
  readonly prompt: string;
  readonly suites: Readonly<Record<string, string>>;
  readonly models: Readonly<Record<string, string>>;
}

async function identity(state: PromptState, id: string): Promise<Identity | undefined> {
  try {
    return await read(state, id);
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

async function read({ source, openProvider }: PromptState, id: string): Promise<Identity> {
  const loaded = await loadPrompt(source, id);
  const suites: Record<string, string> = {};
  const asked = new Set([loaded.resolved.prompt.model.id]);
  for (const name of loaded.suites) {
    const { suite, cases } = await loadSuite(source, loaded, name);
    const digests: string[] = [];
    for await (const { digest, assertions } of cases()) {
      digests.push(digest);
      for (const judge of judgesOf(assertions)) asked.add(judge);
    }
    suites[name] = suiteDigest(digests, suite);
  }
  const models: Record<string, string> = {};
  for (const model of asked) models[model] = modelDigest({ fingerprint: (await openProvider(providerOf(model))).fingerprint, model, params: undefined });
  return { prompt: loaded.digest, suites, models };
}
