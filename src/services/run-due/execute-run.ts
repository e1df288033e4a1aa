import { pricesOf } from "../../core/cost/prices-of.ts";
import { PromptopsError } from "../../core/errors/promptops-error.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { runName } from "../../core/ledger/record-names.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import { destinationsOf } from "../../core/model/job.ts";
import { credentialsOf } from "../../core/run/credentials-of.ts";
import { countingRedactor, type CountingRedactor } from "../../core/run/counting-redactor.ts";
import { declaredTools } from "../../core/eval/declared-tools.ts";
import { endRun } from "../../core/run/end-run.ts";
import { instant } from "../../core/run/instant.ts";
import type { RunFacts } from "../../core/run/run-facts.ts";
import { recordedMessages } from "../../core/run/recorded-messages.ts";
import type { RunDraft } from "../../core/run/run-draft.ts";
import type { Json } from "../../core/model/shape.ts";
import { renderMasked } from "../../core/template/mask-sensitive.ts";
import { timed } from "../../core/pacing/timed.ts";
import { askModel, ProviderOut } from "./ask-model.ts";
import { scopesOf } from "./budget-book.ts";
import { captureInputs, type CapturedInputs } from "./capture-inputs.ts";
import type { EndedRun } from "./finish-run.ts";
import { timeoutMs } from "./lease.ts";
import { requestOf } from "./request-of.ts";
import { reserveExactly } from "./reserve-exactly.ts";
import type { RunBasis } from "./run-basis.ts";
import type { RunRoom } from "./run-room.ts";

/** How a run came out: with a record, or not yet. */
export type RunOutcome =
  ({ readonly kind: "ended" } & EndedRun) | { readonly kind: "waiting"; readonly reason: Reason; /** Milliseconds since the epoch. */ readonly until: number };

/** The run took longer than it may. */
class RunTimeout extends Error {}

/**
 * Inputs, rendering, the model, the record. Whatever is wrong with this run alone is its record; anything else is thrown: the journal, a
 * damaged ledger, an interruption.
 */
export async function executeRun(room: RunRoom, basis: RunBasis): Promise<RunOutcome> {
  const { deps, project } = room;
  // What the job could use is secret from now on, also where this run does not get to use it.
  for (const variable of credentialsOf(basis.job, project.config)) deps.environment.get(variable);
  const redactor = countingRedactor(deps.redact);
  const started = deps.clock.now();
  const timeline = [...basis.timeline, { at: instant(started), event: "started" }];
  let draft = bareDraft(basis, started, timeline);
  const limit = timeoutMs(basis.job);
  const late = () => new RunTimeout(`It took longer than its timeout of ${limit / 1000} s.`);
  const deadline = started + limit;
  let asked: number | undefined;
  try {
    return await timed(
      deps.clock,
      limit,
      late,
    )(deps.signal, async (signal) => {
      const inputs =
        basis.given ?? (await captureInputs(deps, { job: basis.job, resolved: basis.released.loaded.resolved, source: project.source, redactor, signal }));
      draft = { ...draft, inputs: { ...inputs.captured }, config: await configOf(room, basis), redactions: redactor.count };
      const request = requestOf(basis.released, inputs);
      draft = { ...draft, messages: messagesOf(basis, inputs, redactor), redactions: redactor.count };
      const breach = await reserveExactly(room, basis, request);
      if (breach !== undefined) return { kind: "ended", record: endRun(draft, { status: "blocked", reason: breach, at: now(), answers: [] }), intents: [] };
      const facts: RunFacts = {
        draft,
        output: basis.released.loaded.resolved.prompt.output ?? null,
        tools: declaredTools(basis.released.loaded.resolved.prompt),
        title: basis.job.title ?? null,
        destinations: [...destinationsOf(basis.job)],
      };
      asked = deps.clock.now();
      return await askModel(room, basis, { request, values: inputs.values, facts, redactor, deadline, signal });
    });
  } catch (error) {
    if (error instanceof ProviderOut) return waitOrFail(room, basis, draft, error);
    const reason = reasonOf(error);
    if (reason === undefined || deps.signal?.aborted === true) throw error;
    // Given up in the middle: nobody knows whether it was answered, and paid.
    const givenUp = asked === undefined ? [] : [{ outcome: "aborted" as const, latencyMs: deps.clock.now() - asked }];
    const attempts = error instanceof ProviderError ? error.attempts : error instanceof RunTimeout ? givenUp : [];
    const told = { code: reason.code, message: redactor.text(reason.message) };
    return { kind: "ended", record: endRun(draft, { status: "failed", reason: told, at: now(), answers: [], attempts }), intents: [] };
  }

  function now(): string {
    return instant(deps.clock.now());
  }
}

function reasonOf(error: unknown): Reason | undefined {
  if (error instanceof RunTimeout) return { code: "timeout", message: error.message };
  if (error instanceof ProviderError) return { code: `provider-${error.kind}`, message: error.message };
  if (error instanceof PromptopsError && error.code !== "journal-unwritable" && error.code !== "ledger-damaged" && error.code !== "interrupted")
    return { code: error.code, message: error.message };
  return undefined;
}

/** The provider was asked as often as the job allows: it is left alone, and the run goes on later, as long as its slot is worth it. */
function waitOrFail(
  { deps, rest }: RunRoom,
  { released, patience, preview, job }: RunBasis,
  draft: RunDraft,
  { reason, until, attempts }: ProviderOut,
): RunOutcome {
  rest.rest(providerOf(released.loaded.resolved.prompt.model.id), reason, until);
  if (!preview && until <= patience) return { kind: "waiting", reason, until };
  const tries = preview ? "" : ` It was waited for until its slot was too old (${job.retries ?? 2} further tries each time).`;
  const at = instant(deps.clock.now());
  return {
    kind: "ended",
    record: endRun(draft, { status: "failed", reason: { code: reason.code, message: reason.message + tries }, at, answers: [], attempts }),
    intents: [],
  };
}

function bareDraft(basis: RunBasis, started: number, timeline: RunRecord["timeline"]): RunDraft {
  const { released, name, job } = basis;
  const { loaded, version, prompt, commit } = released;
  return {
    run: runName(name),
    ...(basis.jobName === undefined ? {} : { job: basis.jobName }),
    ...(basis.slot === undefined ? {} : { slot: basis.slot }),
    preview: basis.preview,
    ...(basis.pauseAfter === undefined ? {} : { pause_after: basis.pauseAfter }),
    epoch: basis.epoch,
    runner: basis.runner,
    started_at: instant(started),
    traceparent: basis.traceparent,
    prompt,
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    version: { prompt, version, digest: loaded.digest, commit },
    config: {},
    inputs: {},
    messages: [],
    model_asked: loaded.resolved.prompt.model.id,
    reserved: basis.reserved,
    scopes: scopesOf(basis.lines),
    timeline: [...timeline],
    redactions: 0,
  };
}

/** As the record keeps them: without sensitive values, without secrets. */
function messagesOf({ released }: RunBasis, { values }: CapturedInputs, redactor: CountingRedactor): RunRecord["messages"] {
  return redactor.json(recordedMessages(renderMasked(released.loaded.resolved, { variables: values })));
}

/** What, beside the prompt, decides the answer: names of environment variables, never values. */
async function configOf({ deps, project: { config } }: RunRoom, { released }: RunBasis): Promise<RunRecord["config"]> {
  const { model, output, tools } = released.loaded.resolved.prompt;
  const name = providerOf(model.id);
  const settings = Object.hasOwn(config.providers, name) ? config.providers[name] : undefined;
  const prices = await pricesOf({ model: model.id, config, at: deps.clock.now() });
  const plain = { provider: name, settings: settings ?? null, params: model.params ?? {}, prices, ...(output && { output }), ...(tools && { tools }) };
  return JSON.parse(JSON.stringify(plain)) as { readonly [key: string]: Json };
}
