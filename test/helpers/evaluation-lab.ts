import { evaluate } from "../../src/services/evaluate.ts";
import type { EvaluateDeps, EvaluateInput, EvaluationResult } from "../../src/services/evaluation/evaluation-input.ts";
import type { EvaluationEvent } from "../../src/core/eval/evaluation-event.ts";
import { PromptopsError } from "../../src/core/errors/promptops-error.ts";
import type { Config } from "../../src/core/model/config.ts";
import type { EvaluationStore } from "../../src/ports/evaluation-store.ts";
import type { Provider } from "../../src/ports/provider.ts";
import type { KeptAnswer, KeptVector, ResponseCache } from "../../src/ports/response-cache.ts";
import type { CommandScorer } from "../../src/ports/command-scorer.ts";
import type { ScorerRunner } from "../../src/ports/scorer-runner.ts";
import type { WebhookScorer } from "../../src/ports/webhook-scorer.ts";
import type { FindRating } from "../../src/core/eval/rating.ts";
import { echoProvider } from "./echo-provider.ts";
import { fakeClock, type FakeClock } from "./fake-clock.ts";
import { memoryEvaluationStore } from "./memory-evaluation-store.ts";
import { memorySource } from "./memory-source.ts";

export const promptYaml = `schema_version: 1
variables:
  word: { type: string }
messages:
  - role: user
    content: "{{ word }}"
model: { id: echo/one }
`;

/** A suite where each case expects its word back; `wrong` cases expect something else. */
export function suiteYaml(words: readonly string[], head = ""): string {
  const cases = words.map((word) => `  - { id: ${word}, inputs: { word: ${word} }, expected: ${word.startsWith("wrong") ? "right" : word} }`);
  return `schema_version: 1\n${head}assertions: [{ type: equals }]\ncases:\n${cases.join("\n")}\n`;
}

export interface LabOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly providers?: readonly Provider[];
  readonly config?: Partial<Config>;
  readonly evaluations?: EvaluationStore;
  readonly cache?: ResponseCache;
  readonly scorers?: ScorerRunner;
  readonly commands?: CommandScorer;
  readonly webhooks?: WebhookScorer;
  readonly ratings?: FindRating;
  readonly redact?: (text: string) => string;
}

export interface Lab {
  readonly deps: EvaluateDeps & { readonly clock: FakeClock };
  readonly events: EvaluationEvent[];
  input(given?: Partial<EvaluateInput>): EvaluateInput;
  evaluate(given?: Partial<EvaluateInput>): Promise<EvaluationResult>;
}

/** Everything an evaluation needs, in memory: prompt `p` with suite `main`, unless `files` say otherwise. */
export function evaluationLab(options: LabOptions = {}): Lab {
  const {
    files = { "prompts/p/prompt.yml": promptYaml, "prompts/p/evals/main.yml": suiteYaml(["a", "b", "c"]) },
    providers = [echoProvider()],
    cache,
    scorers = noScorers,
    commands = noCommands,
    webhooks = noWebhooks,
    ratings,
  } = options;
  const source = memorySource(files);
  const config: Config = {
    schema_version: 1,
    providers: Object.fromEntries(providers.map(({ name }) => [name, { kind: "openai" as const }])),
    prices: { "echo/one": { input: 1, output: 2 } },
    ...options.config,
  };
  const deps = {
    openProvider: (name: string) => Promise.resolve(named(providers, name)),
    evaluations: options.evaluations ?? memoryEvaluationStore(),
    clock: fakeClock(),
    scorers,
    commands,
    webhooks,
    ...(ratings === undefined ? {} : { ratings: () => Promise.resolve(ratings) }),
    redact: options.redact ?? String,
    toolVersion: "0.0.0",
    ...(cache === undefined ? {} : { openCache: () => Promise.resolve(cache) }),
  };
  const events: EvaluationEvent[] = [];
  const input = (given: Partial<EvaluateInput> = {}): EvaluateInput => ({
    config,
    targets: [{ promptId: "p", promptSource: source, suiteSource: source }],
    ...given,
  });
  return { deps, events, input, evaluate: (given) => evaluate(deps, input(given), (event) => void events.push(event)) };
}

/** A cache that forgets nothing. */
export function memoryCache(): ResponseCache & { readonly entries: Map<string, KeptAnswer> } {
  const entries = new Map<string, KeptAnswer>();
  const vectors = new Map<string, KeptVector>();
  return {
    entries,
    get: (key) => entries.get(key),
    put: (key, response, at) => void entries.set(key, { response, at }),
    getVector: (key) => vectors.get(key),
    putVector: (key, vector, at) => void vectors.set(key, { vector, at }),
    close: () => undefined,
  };
}

/** For tests in which no command and no server scores. */
export const noCommands: CommandScorer = {
  run: ({ command }) => Promise.reject(new PromptopsError("scorer-failed", `There is no command ${command.join(" ")}.`)),
  close: () => Promise.resolve(),
};
export const noWebhooks: WebhookScorer = {
  score: ({ url }) => Promise.reject(new PromptopsError("scorer-failed", `There is no server ${url}.`)),
  close: () => Promise.resolve(),
};

const noScorers: ScorerRunner = {
  run: (file) => Promise.reject(new PromptopsError("scorer-failed", `There is no scorer ${file}.`)),
  close: () => Promise.resolve(),
};

function named(providers: readonly Provider[], name: string): Provider {
  const found = providers.find((provider) => provider.name === name);
  if (found === undefined) throw new PromptopsError("unknown-model", `There is no provider ${name}.`);
  return found;
}
