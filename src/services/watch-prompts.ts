import { describeError } from "../core/errors/error-description.ts";
import type { EvaluationEvent } from "../core/eval/evaluation-event.ts";
import type { EvaluationPlan } from "../core/eval/evaluation-plan.ts";
import { partsOfLabel } from "../core/eval/prompt-label.ts";
import { digestOf } from "../core/identity/digest.ts";
import type { FileWatcher } from "../ports/file-watcher.ts";
import { evaluate } from "./evaluate.ts";
import type { EvaluateDeps, EvaluationResult } from "./evaluation/evaluation-input.ts";
import type { EvalRequest } from "./evaluation/eval-request.ts";
import { planInput, type PlanInputDeps, type PlannedInput } from "./evaluation/plan-input.ts";
import { prepare } from "./evaluation/prepare.ts";

export type RoundDeps = EvaluateDeps & PlanInputDeps;

/** Everything as the files say it now: configuration, providers and their rules may have changed. */
export interface OpenRound {
  readonly deps: RoundDeps;
  readonly onEvent: (event: EvaluationEvent) => void;
  /** True for the files that it came to read: what changes elsewhere, its own output among it, is nobody's business. */
  readonly isInput: (path: string) => boolean;
  readonly close: () => Promise<void>;
}

export interface WatchDeps {
  readonly openRound: () => Promise<OpenRound>;
  readonly watcher: FileWatcher;
}

export interface WatchInput {
  readonly request: EvalRequest;
  /** When it fires, it is over. */
  readonly signal: AbortSignal;
}

/** What came of one look at the files. `broken` holds what is wrong with them, or around them. */
export type Look =
  | { readonly kind: "evaluated"; readonly input: PlannedInput; readonly evaluated: EvaluationResult; readonly deps: RoundDeps }
  | { readonly kind: "unchanged" }
  | { readonly kind: "broken"; readonly error: unknown };

/** `because` lists the files that changed; none at first. */
export type Round = Look & { readonly because: readonly string[] };

/**
 * Evaluates, then again whenever files change that it read: each time only the prompts of which the text, the suites or the models changed. What
 * is wrong with the documents is a round like any other. A round's parts are open until the next one is asked for.
 * @throws PromptopsError `interrupted` when the signal fired during an evaluation, `cannot-watch`; and what is our own mistake.
 */
export async function* watchPrompts({ openRound, watcher }: WatchDeps, input: WatchInput): AsyncGenerator<Round> {
  const { signal } = input;
  const known = new Map<string, string>();
  let because: readonly string[] = [];
  while (!signal.aborted) {
    const round = await openOrTell(openRound, signal);
    try {
      yield { because, ...("error" in round ? round : await lookOrTell(round, input, known)) };
    } finally {
      if (!("error" in round)) await round.close();
    }
    try {
      because = await changedInputs(watcher, "error" in round ? anything : round, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

const anything = { isInput: () => true };

async function changedInputs(watcher: FileWatcher, { isInput }: Pick<OpenRound, "isInput">, signal: AbortSignal): Promise<readonly string[]> {
  for (;;) {
    const inputs = (await watcher.changes(signal)).filter((path) => isInput(path));
    if (inputs.length > 0) return inputs;
  }
}

type Broken = Extract<Look, { kind: "broken" }>;

async function openOrTell(open: WatchDeps["openRound"], signal: AbortSignal): Promise<OpenRound | Broken> {
  try {
    return await open();
  } catch (error) {
    return told(error, signal);
  }
}

async function lookOrTell(round: OpenRound, input: WatchInput, known: Map<string, string>): Promise<Look> {
  try {
    return await look(round, input, known);
  } catch (error) {
    return told(error, input.signal);
  }
}

function told(error: unknown, signal: AbortSignal): Broken {
  if (signal.aborted || describeError(error).exit === "bug") throw error;
  return { kind: "broken", error };
}

/** @param known What was evaluated last, by label; kept up to date. */
async function look({ deps, onEvent }: OpenRound, { request, signal }: WatchInput, known: Map<string, string>): Promise<Look> {
  const planned = await planInput(deps, request);
  const { plan } = await prepare(deps.openProvider, planned);
  const { asked } = plan;
  const digests = new Map(plan.prompts.map((prompt) => [prompt.label, digestOf({ asked, prompt })]));
  const changed = plan.prompts.filter(({ label }) => known.get(label) !== digests.get(label));
  if (changed.length === 0 && known.size > 0) return { kind: "unchanged" };
  const names = namesOf(changed);
  const input = { ...planned, targets: planned.targets.filter(({ promptId, label = promptId }) => names.has(label)), signal };
  const evaluated = await evaluate(deps, input, onEvent);
  for (const [label, digest] of digests) known.set(label, digest);
  return { kind: "evaluated", input: planned, evaluated, deps };
}

function namesOf(prompts: EvaluationPlan["prompts"]): ReadonlySet<string> {
  return new Set(prompts.map(({ label }) => partsOfLabel(label).name));
}
