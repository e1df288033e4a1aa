import { costOf } from "../../core/cost/cost-of.ts";
import type { Reason } from "../../core/ledger/record-parts.ts";
import type { RunRecord } from "../../core/ledger/run-record.ts";
import { providerOf } from "../../core/model-call/provider-of.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { Attempt } from "../../core/model-call/response.ts";
import type { CountingRedactor } from "../../core/run/counting-redactor.ts";
import { wantedOf } from "../../core/run/estimate-run.ts";
import { instant } from "../../core/run/instant.ts";
import type { RunFacts } from "../../core/run/run-facts.ts";
import { judgeAnswer } from "../../core/run/judge-answer.ts";
import type { ModelAnswer } from "../../core/run/model-answer.ts";
import { isOutage, outageReason, outageWait, retryPause } from "../../core/run/provider-outage.ts";
import { repairRequest } from "../../core/run/repair-request.ts";
import type { Values } from "../../core/template/complete-variables.ts";
import { guardAnswer } from "../../core/untrusted/guard-answer.ts";
import type { GuardFinding } from "../../core/untrusted/guard-finding.ts";
import { finishRun, type EndedRun } from "./finish-run.ts";
import type { RunBasis } from "./run-basis.ts";
import type { RunRoom } from "./run-room.ts";

/** The provider cannot answer now, however often it is asked. */
export class ProviderOut extends Error {
  readonly reason: Reason;
  /** When it may be asked again, milliseconds since the epoch. */
  readonly until: number;
  readonly attempts: readonly Attempt[];

  constructor(reason: Reason, until: number, attempts: readonly Attempt[]) {
    super(reason.message);
    this.reason = reason;
    this.until = until;
    this.attempts = attempts;
  }
}

export interface Asked {
  /** What the prompt's variables were given. */
  readonly values: Values;
  readonly request: ModelRequest;
  readonly facts: RunFacts;
  readonly redactor: CountingRedactor;
  /** Milliseconds since the epoch: no further try begins that could not end before. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

const usualRetries = 2;

/**
 * The answer, durable before anything follows from it; one repair where it is not what the prompt promises; the record, durable too.
 * @throws ProviderOut, ProviderError, PromptopsError `journal-unwritable`, `missing-key`.
 */
export async function askModel(room: RunRoom, basis: RunBasis, asked: Asked): Promise<{ readonly kind: "ended" } & EndedRun> {
  const { deps, project } = room;
  const { request, facts } = asked;
  const events: RunRecord["timeline"][number][] = [];
  const first = await answer(request);
  const answers = [first];
  const judged = judgeAnswer(facts, first.response);
  let unrepaired: string | undefined;
  if (judged.kind === "repair" && first.breach === undefined) {
    const repair = repairRequest(request, first.response.text, judged.reason);
    unrepaired = await repaired(repair);
  }
  const ended = await finishRun(deps, {
    facts,
    answers,
    at: deps.clock.now(),
    events,
    config: project.config,
    ...(unrepaired === undefined ? {} : { unrepaired }),
  });
  await deps.journal.append("run", facts.draft.run, ended);
  return { kind: "ended", ...ended };

  async function answer(what: ModelRequest): Promise<ModelAnswer> {
    events.push({ at: instant(deps.clock.now()), event: "asked" });
    await deps.journal.append("asked", facts.draft.run, { facts });
    const given = await callWithRetries(room, basis, { ...asked, request: what });
    events.push({ at: given.at, event: "answered" });
    await deps.journal.append("answered", facts.draft.run, given);
    return given;
  }

  /** Tries once more; that this fails too is no reason to lose what there is. @returns Why it was not tried, or what became of it. */
  async function repaired(repair: ModelRequest): Promise<string | undefined> {
    const model = basis.released.loaded.resolved.prompt.model.id;
    const wanted = await wantedOf(repair, { model, config: project.config, at: deps.clock.now() });
    const breach = await room.book.reserve(basis.lines, wanted, deps.clock.now());
    if (breach !== undefined) return `It was not asked again: ${breach.message}`;
    try {
      answers.push(await answer(repair));
      return "It was asked again once.";
    } catch (error) {
      if (!(error instanceof ProviderOut)) throw error;
      return `It was asked again, and ${error.message}`;
    }
  }
}

async function callWithRetries(room: RunRoom, basis: RunBasis, { request, values, redactor, deadline, signal, facts }: Asked): Promise<ModelAnswer> {
  const { deps, project, rest, door } = room;
  const model = basis.released.loaded.resolved.prompt.model.id;
  const name = providerOf(model);
  const attempts: Attempt[] = [];
  for (let nth = 0; ; nth += 1) {
    const resting = rest.of(name);
    if (resting !== undefined && resting.until > deps.clock.now()) throw new ProviderOut(resting.reason, resting.until, attempts);
    try {
      const provider = await room.openProvider(name);
      const response = await door(provider, (options) => provider.call(request, { ...options, signal, traceparent: basis.traceparent }));
      const cost = await costOf({ model, usage: response.usage, reported: response.costNanoUsd, config: project.config, at: deps.clock.now() });
      const { findings, breaches } = guardAnswer({ resolved: basis.released.loaded.resolved, values, response });
      const before = redactor.count;
      const [breach] = breaches.map(told);
      const clean = redactor.json({ ...response, attempts: [...attempts, ...response.attempts] });
      const at = instant(deps.clock.now());
      return {
        at,
        response: clean,
        ...(cost === undefined ? {} : { cost_nano_usd: cost }),
        redactions: redactor.count - before,
        findings: findings.map(told),
        ...(breach === undefined ? {} : { breach }),
      };
    } catch (error) {
      if (!isOutage(error) || signal.aborted) throw error;
      attempts.push(...error.attempts);
      const pause = retryPause(nth, error.retryAfterMs);
      const until = deps.clock.now() + outageWait(facts.draft.epoch - 1, error.retryAfterMs);
      if (nth >= (basis.job.retries ?? usualRetries) || deps.clock.now() + pause >= deadline) throw new ProviderOut(outageReason(error), until, attempts);
      await deps.clock.sleep(pause, signal);
    }
  }

  function told({ code, message }: GuardFinding): Reason {
    return { code, message: redactor.text(message) };
  }
}
