import { isDeepStrictEqual } from "node:util";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { modelsAskedBy } from "../../core/eval/needs-of.ts";
import type { PlannedJudge } from "../../core/eval/planned-judge.ts";
import { modelDigest } from "../../core/identity/model-digest.ts";
import { suiteDigest } from "../../core/identity/suite-digest.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { DocumentSource } from "../../ports/document-source.ts";
import type { OpenProvider } from "../../ports/provider.ts";
import { loadPrompt } from "../load-prompt.ts";
import { loadSuite } from "../load-suite.ts";
import { openConfig } from "../open-config.ts";
import { plannedJudges } from "./planned-judges.ts";
import type { Surveying } from "./survey-suite.ts";

/** A state of the repository and its providers. */
export interface PromptState {
  readonly source: DocumentSource;
  /** Where suites, judges and scorers are read; `source` when absent. */
  readonly suiteSource?: DocumentSource;
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
  readonly model: string;
  readonly judges: readonly PlannedJudge[];
}

async function identity(state: PromptState, id: string): Promise<Identity | undefined> {
  try {
    return await read(state, id);
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

async function read({ source, suiteSource = source, openProvider }: PromptState, id: string): Promise<Identity> {
  const loaded = await loadPrompt(source, id);
  const owner = suiteSource === source ? loaded : await loadPrompt(suiteSource, id);
  const suites: Record<string, string> = {};
  const asked: Surveying["asked"] = new Map();
  const config = await openConfig(suiteSource);
  for (const name of owner.suites) {
    const suite = await loadSuite(suiteSource, owner, name);
    const byDefault = askedByDefault(config, suite.suite);
    const digests: string[] = [];
    for await (const { digest, assertions } of suite.cases()) {
      digests.push(digest);
      for (const by of modelsAskedBy(assertions, byDefault)) asked.set(`${by.use} ${by.judge ?? ""} ${by.model}`, { by, suite });
    }
    suites[name] = suiteDigest(digests, suite.suite);
  }
  const { id: named } = loaded.resolved.prompt.model;
  const model = modelDigest({ fingerprint: (await openProvider(providerOf(named))).fingerprint, model: named, params: undefined });
  return { prompt: loaded.digest, suites, model, judges: await plannedJudges(openProvider, loaded, asked) };
}
