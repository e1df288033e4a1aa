import type { ModelPrices } from "../cost/model-prices.ts";
import type { CaseResult } from "./case-result.ts";
import { countTasks, isComplete, plannedRuns, tasksOf, type EvaluationPlan, type PlannedPrompt, type PlannedRun } from "./evaluation-plan.ts";
import type { Evidence, EvidenceCase, EvidencePart, EvidenceSeeds, EvidenceTotals } from "./evidence.ts";
import type { CaseOrigin } from "./evidence-parts.ts";
import { isReused, provedBy, ranBy, type ReusedResult } from "./proved-case.ts";
import { reduceCase } from "./reduce-case.ts";
import type { ReducedCase } from "./reduced-cases.ts";
import { Tally } from "./tally.ts";

/** The circumstances that evidence records beside the results. */
export interface Circumstances {
  readonly evaluation: string;
  readonly tool_version: string;
  readonly started_at: string;
  readonly finished_at: string;
  /** The seed that cases were laid out by; absent when their order was theirs. */
  readonly order?: string | undefined;
  /** By model; absent when nobody looked. */
  readonly prices?: Readonly<Record<string, ModelPrices>> | undefined;
}

/** What one prompt of an evaluation came to. */
export interface PromptOutcome {
  readonly label: string;
  readonly evidence: Evidence;
  readonly suites: readonly { readonly suite: string; readonly totals: EvidenceTotals }[];
}

interface PromptState {
  readonly tally: Tally;
  readonly suites: Map<string, Tally>;
  readonly cases: EvidenceCase[];
  readonly models: Set<string>;
  /** Those that ran what was taken over, by their evaluations. */
  readonly parts: Map<string, { readonly place: number; readonly origin: CaseOrigin; cases: number }>;
  /** Results that came, and those that need not. */
  results: number;
  /** When the oldest of the answers was given that the cache had, milliseconds since the epoch; Infinity = it had none, NaN = it does not say. */
  oldest: number;
}

/**
 * Turns results, fed one by one in test order, into evidence per prompt: a pure fold, so it never matters in which order they were
 * made. Results may be missing; a case of which an epoch is missing is not judged. Of a case that was taken over one result stands for all its epochs.
 */
export class EvidenceFold {
  readonly #plan: EvaluationPlan;
  readonly #runs: readonly PlannedRun[];
  readonly #states: Map<PlannedPrompt, PromptState>;
  #run = 0;
  #next = 0;
  #seen = 0;
  #epochs: CaseResult[] = [];

  constructor(plan: EvaluationPlan) {
    this.#plan = plan;
    this.#runs = plannedRuns(plan).filter(({ suite }) => suite.selected > 0);
    const fresh = ({ suites }: PlannedPrompt): PromptState => ({
      tally: new Tally(),
      suites: new Map(suites.map(({ suite }) => [suite, new Tally()])),
      cases: [],
      models: new Set(),
      parts: new Map(),
      results: 0,
      oldest: Infinity,
    });
    this.#states = new Map(plan.prompts.map((prompt) => [prompt, fresh(prompt)]));
  }

  /** @returns The case that this was the last epoch of. */
  add(result: CaseResult): ReducedCase | undefined {
    if (result.index < this.#next) throw new Error(`result ${result.index} came out of order`);
    if (result.index > this.#next) this.#epochs = [];
    this.#next = result.index + 1;
    const { prompt, suite, start } = this.#runAt(result.index);
    const state = this.#state(prompt);
    if (isReused(result)) return this.#take(state, result, suite.epochs);
    this.#seen += 1;
    const tallies = [state.tally, state.suites.get(suite.suite) ?? state.tally];
    state.results += 1;
    for (const each of tallies) each.addResult(result);
    if (result.model_answered !== undefined) state.models.add(result.model_answered);
    if (result.answered_at !== undefined || (result.cached === true && prompt.recorded !== true))
      state.oldest = Math.min(state.oldest, Date.parse(result.answered_at ?? ""));
    this.#epochs.push(result);
    if ((result.index - start + 1) % suite.epochs !== 0) return undefined;
    const epochs = this.#epochs;
    this.#epochs = [];
    if (epochs.length < suite.epochs) return undefined;
    const reduced = reduceCase(epochs, suite);
    for (const each of tallies) each.addCase(reduced);
    state.cases.push(reduced);
    return { epochs, reduced };
  }

  /** How many results of the plan did not come. */
  get missing(): number {
    return countTasks(this.#plan) - this.#seen;
  }

  #take(state: PromptState, result: ReusedResult, epochs: number): ReducedCase {
    const origin = ranBy(result.reused);
    const name = `${origin.evaluation} ${origin.finished_at}`;
    const part = state.parts.get(name) ?? { place: state.parts.size + 1, origin, cases: 0 };
    state.parts.set(name, part);
    part.cases += 1;
    const proved = provedBy(result);
    this.#next = result.index + epochs;
    this.#seen += epochs;
    state.results += epochs;
    for (const each of [state.tally, state.suites.get(result.suite)]) each?.addReused(proved, epochs);
    state.cases.push({ ...proved, from: part.place });
    return { epochs: [result], reduced: proved };
  }

  outcomes({ prices, order, ...circumstances }: Circumstances): PromptOutcome[] {
    return this.#plan.prompts.map((planned) => {
      const { tally, suites, cases, models, parts, results, oldest } = this.#state(planned);
      const { evaluation, started_at, finished_at } = circumstances;
      const answered = answeredAt(oldest, started_at);
      const own = { evaluation, finished_at, ...(answered === undefined ? {} : { answered_at: answered }), models_answered: [...models].sort() };
      const seeds = seedsOf(this.#plan, planned, order);
      const others = [...parts.values()].map(({ origin, cases: count }): EvidencePart => ({ ...origin, cases: count }));
      const ran = cases.length - others.reduce((sum, part) => sum + part.cases, 0);
      const { label, prompt, prompt_digest, model, model_digest, judges } = planned;
      const evidence: Evidence = {
        schema_version: 1,
        ...circumstances,
        ...(answered === undefined || (oldest === Infinity && planned.recorded !== true) || others.length > 0 ? {} : { answered_at: answered }),
        ...(seeds && { seeds }),
        prompt,
        prompt_digest,
        suites: planned.suites.map(({ suite, digest, cases }) => ({ suite, digest, cases })),
        model,
        model_digest,
        models_answered: [...new Set([own, ...others].flatMap((part) => part.models_answered))].sort(),
        ...(judges.length === 0 ? {} : { judges }),
        ...(prices && { prices: pricesOf(planned, prices) }),
        epochs: Math.max(...planned.suites.map(({ epochs }) => epochs)),
        complete: isComplete(planned) && results === planned.suites.reduce((sum, suite) => sum + tasksOf(suite), 0),
        ...(others.length === 0 ? {} : { parts: [{ ...own, cases: ran }, ...others] }),
        totals: tally.totals(),
        cases,
      };
      const asked = new Set(planned.suites.filter((suite) => tasksOf(suite) > 0).map(({ suite }) => suite));
      return { label, evidence, suites: [...suites].filter(([suite]) => asked.has(suite)).map(([suite, each]) => ({ suite, totals: each.totals() })) };
    });
  }

  #runAt(index: number): PlannedRun {
    while (index >= (this.#runs[this.#run + 1]?.start ?? Infinity)) this.#run += 1;
    const run = this.#runs[this.#run];
    if (run === undefined) throw new Error(`result ${index} is not in the plan`);
    return run;
  }

  #state(prompt: PlannedPrompt): PromptState {
    const state = this.#states.get(prompt);
    if (state === undefined) throw new Error(`${prompt.label} is not in the plan`);
    return state;
  }
}

/** When the oldest answer of results was given; undefined when one of them does not say. @param oldest Of those that the cache had. */
function answeredAt(oldest: number, startedAt: string): string | undefined {
  if (Number.isNaN(oldest)) return undefined;
  return oldest < Date.parse(startedAt) ? new Date(oldest).toISOString() : startedAt;
}

function seedsOf({ asked: { sample } }: EvaluationPlan, { seed }: PlannedPrompt, order: string | undefined): EvidenceSeeds | undefined {
  if (sample === undefined && order === undefined && seed === undefined) return undefined;
  return { ...(sample && { sample: sample.seed }), ...(order === undefined ? {} : { order }), ...(seed === undefined ? {} : { model: seed }) };
}

/** Those of the models that a prompt was asked and judged with. */
function pricesOf({ model, judges }: PlannedPrompt, prices: NonNullable<Circumstances["prices"]>): Record<string, ModelPrices> {
  return Object.fromEntries(Object.entries(prices).filter(([name]) => name === model || judges.some((judge) => judge.model === name)));
}
