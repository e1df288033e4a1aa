import { askedByDefault } from "../../core/eval/asked-by-default.ts";
import { planDigest } from "../../core/eval/evaluation-plan.ts";
import { modelsAskedBy } from "../../core/eval/needs-of.ts";
import { scoreCase, type Answered } from "../../core/eval/score-case.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { Provider } from "../../ports/provider.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import { asking } from "./asking.ts";
import { modelCaller } from "./call-model.ts";
import { textEmbedder } from "./embed-texts.ts";
import type { EvaluateDeps, EvaluateInput } from "./evaluation-input.ts";
import { knownCases } from "./known-cases.ts";
import type { Prepared } from "./prepare.ts";
import type { ProviderDoor } from "./provider-door.ts";
import { reliedAnswers } from "./relied-answers.ts";
import type { CodeNeeds } from "./repository-code.ts";
import { reusesSince } from "./reuses-since.ts";
import { scorerNeeds, type ScorerNeedsDeps } from "./scorer-needs.ts";
import { tasks, type Task } from "./tasks.ts";

/** By provider: why it cannot be asked. */
type Unready = ReadonlyMap<string, readonly PromptopsError[]>;

/**
 * Refuses an evaluation that would stop for want of a key, before anything is asked or recorded. Whoever need not be asked, because the cache has all
 * answers or evidence proves the cases, needs no key. Where all keys are there this costs nothing; else every case is looked at once more.
 * @throws PromptopsError `missing-key`, `unusable-key`, one for all keys.
 */
export async function requireKeys(deps: EvaluateDeps, prepared: Prepared, input: EvaluateInput): Promise<void> {
  const unready = await unreadyAmong(deps, prepared);
  if (unready.size === 0) return;
  const before = await whatIsBefore(deps, prepared, input);
  if (before === undefined) return;
  const kept = prepared.useCache ? await deps.openCache?.() : undefined;
  const look = looker(deps, input, unready, kept && readOnly(reliedAnswers(kept, before.since)));
  const needed = new Set<string>();
  for await (const task of tasks({ ...prepared, done: before.done })) {
    for (const name of await look(task)) needed.add(name);
    if (needed.size === unready.size) break;
  }
  const errors = [...unready].flatMap(([name, why]) => (needed.has(name) ? why : []));
  const [first, ...others] = errors;
  if (first === undefined) return;
  throw others.length === 0 ? first : new PromptopsError(first.code, errors.map(({ message }) => message).join(" "));
}

async function unreadyAmong({ openProvider }: EvaluateDeps, { targets, plan }: Prepared): Promise<Unready> {
  const providers = new Map<string, Provider>(targets.map(({ provider }) => [provider.name, provider]));
  for (const name of new Set(plan.prompts.flatMap(({ judges }) => judges.map(({ model }) => providerOf(model)))))
    if (!providers.has(name)) providers.set(name, await openProvider(name));
  return new Map([...providers].map(([name, { unready }]) => [name, unready?.() ?? []] as const).filter(([, why]) => why.length > 0));
}

/** Tasks that are not run, and the time before which answers do not count; undefined where the evaluation to go on with is none that could. */
async function whatIsBefore(
  { evaluations, clock }: EvaluateDeps,
  prepared: Prepared,
  { resume, retryErrors, reuse, config }: EvaluateInput,
): Promise<{ readonly done: Pick<ReadonlySet<number>, "has">; readonly since: string | undefined } | undefined> {
  if (resume === undefined) {
    if (reuse === undefined) return { done: new Set(), since: undefined };
    const reuses = reusesSince(reuse, clock.now());
    return { done: (await knownCases(evaluations, prepared, config, reuses)).tasks, since: reuses.proved_since };
  }
  const header = await evaluations.header(resume);
  if (header?.plan_digest !== planDigest(prepared.plan)) return undefined;
  const answered = new Set<number>();
  const errors = new Set<number>();
  for await (const { index, status } of evaluations.results(resume)) (status === "error" ? errors : answered).add(index);
  return { done: retryErrors === true ? { has: (index) => !errors.has(index) } : answered, since: header.answers_since };
}

/** What looking at a task finds: providers without a key that have to be asked for it. */
function looker(
  { openProvider, clock, redact = String }: EvaluateDeps,
  { config }: EvaluateInput,
  unready: Unready,
  cache: ResponseCache | undefined,
): (task: Task) => Promise<readonly string[]> {
  // Recorded answers need nobody; anybody else is not asked now, and what would come of it is not known.
  let unknown = false;
  const door: ProviderDoor = (provider, work) => {
    if (provider.kept === true) return work({});
    unknown = true;
    return Promise.reject(new ProviderError("aborted", provider.name, "Nobody is asked yet."));
  };
  const calling = { config, clock, cache, spending: undefined, redact, door };
  const [callModel, embedTexts] = [modelCaller(calling), textEmbedder(calling)];
  const needs: ScorerNeedsDeps = { config, openProvider, callModel, embedTexts, codeOf: () => noCode, ratings: undefined };

  /** Does the work have all answers? What is wrong with it besides is told when it is done in earnest. */
  async function isKnown(work: () => Promise<unknown>): Promise<boolean> {
    unknown = false;
    await work().catch(() => undefined);
    return !unknown;
  }

  return async (task) => {
    const { target, evalCase, epoch } = task;
    const request = requestOf(task);
    if (request === undefined) return [];
    const byDefault = askedByDefault(config, target.suites.find(({ name }) => name === evalCase.suite)?.suite);
    const judged = evalCase.assertions.map((assertion) => ({
      assertion,
      unready: modelsAskedBy([assertion], byDefault)
        .map(({ model = "" }) => providerOf(model))
        .filter((name) => unready.has(name)),
    }));
    const asked = judged.filter((each) => each.unready.length > 0);
    if (asked.length === 0 && !unready.has(target.provider.name)) return [];

    let answer: Answered | undefined;
    const answered = await isKnown(async () => (answer = await callModel({ provider: target.provider, model: target.model, request, epoch })));
    const given = answer;
    if (given === undefined) return answered ? [] : [target.provider.name, ...asked.flatMap((each) => each.unready)].filter((name) => unready.has(name));
    const found: string[] = [];
    for (const each of asked) {
      const scorer = scorerNeeds(task, request, given.response.text, asking(), needs);
      const alone = { ...evalCase, assertions: [each.assertion] };
      if (!(await isKnown(() => scoreCase(alone, { ...given, tools: target.resolved.prompt.tools }, target.contract, scorer)))) found.push(...each.unready);
    }
    return found;
  };
}

/** Cases of foreign suites that cannot be rendered are errors of their own, and ask nobody. */
function requestOf({ target, evalCase }: Task): ModelRequest | undefined {
  try {
    return target.requestOf(evalCase);
  } catch (error) {
    if (error instanceof PromptopsError) return undefined;
    throw error;
  }
}

/** The user's own code is run once, in earnest. */
const unscored = () => Promise.resolve({ score: 0, reason: "" });
const noCode: CodeNeeds = { runScorer: unscored, runCommand: unscored, callWebhook: unscored };

function readOnly(cache: ResponseCache): ResponseCache {
  return { ...cache, put: () => undefined, putVector: () => undefined };
}
