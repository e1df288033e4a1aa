import { costFrom } from "../../core/cost/cost-from.ts";
import { estimateCost } from "../../core/cost/estimate-cost.ts";
import { ProviderError } from "../../core/errors/provider-error.ts";
import { CaseFailure } from "../../core/eval/case-failure.ts";
import type { Spending } from "../../core/eval/spending.ts";
import { mayBePaid } from "../../core/model-call/may-be-paid.ts";
import { openAttempts } from "../../core/model-call/open-attempts.ts";
import type { ModelRequest } from "../../core/model-call/request.ts";
import type { ModelResponse } from "../../core/model-call/response.ts";
import { pricesAtMinute } from "./prices-at-minute.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Provider } from "../../ports/provider.ts";
import type { ResponseCache } from "../../ports/response-cache.ts";
import { cacheKey } from "./cache-key.ts";
import type { PlanInput } from "./evaluation-input.ts";
import type { ProviderDoor } from "./provider-door.ts";
import type { Recorder } from "./recorder.ts";

export interface ModelCall {
  readonly provider: Provider;
  /** `provider/name` */
  readonly model: string;
  readonly request: ModelRequest;
  readonly epoch: number;
  /** Which of several askings of the same question, from 1; absent = the only one. */
  readonly sample?: number;
  /** The prompt it is asked for; absent where nobody counts. */
  readonly prompt?: string;
}

/** A call that was made, whatever came of it. */
export interface PaidCall {
  readonly prompt: string | undefined;
  /** `provider/name` */
  readonly model: string;
  /** In both directions; undefined when the provider does not tell, or nobody knows whether it was answered. */
  readonly tokens: number | undefined;
  /** Billionths of a US dollar; undefined when the price is not known, or nobody knows whether it was answered. */
  readonly costNanoUsd: number | undefined;
}

export interface ModelAnswer {
  readonly response: ModelResponse;
  /** What the answer is worth, billionths of a US dollar; undefined when the price is not known. */
  readonly costNanoUsd: number | undefined;
  /** The most that attempts before it may have cost that ended in the middle, billionths of a US dollar; undefined when there was none, or the price is not known. */
  readonly mayCostNanoUsd?: number;
  /** It was paid for before. */
  readonly cached: boolean;
  /** When it was given, milliseconds since the epoch; absent when that is now. A recorded one is given now: the recording is the model, and does not change. */
  readonly answeredAt?: number;
  /** Why it was not recorded, when it should have been. */
  readonly unrecorded?: string;
}

/** @throws ProviderError when there is no answer, CaseFailure `budget` when it could cost more than is left. */
export type CallModel = (call: ModelCall) => Promise<ModelAnswer>;

export interface CallModelDeps {
  readonly config: PlanInput["config"];
  readonly clock: Clock;
  readonly cache: ResponseCache | undefined;
  readonly spending: Spending | undefined;
  /** Blanks out secrets. */
  readonly redact: (text: string) => string;
  readonly door: ProviderDoor;
  /** Absent = nothing is recorded. */
  readonly recorder?: Recorder | undefined;
  /** Told of every call that is not free. Absent = nobody counts. */
  readonly onPaid?: ((paid: PaidCall) => void) | undefined;
}

/**
 * The one way to an answer: cached ones first, the same question never asked twice at once, money reserved before a call and settled
 * after it.
 */
export function modelCaller({ config, clock, cache, spending, redact, door, recorder, onPaid }: CallModelDeps): CallModel {
  const underWay = new Map<string, Promise<unknown>>();
  const priced = pricesAtMinute(config, clock);

  return async (call) => {
    const answer = await answered(call);
    const unrecorded = await recorder?.answer(call, answer);
    return unrecorded === undefined ? answer : { ...answer, unrecorded };
  };

  async function answered(call: ModelCall): Promise<ModelAnswer> {
    if (cache === undefined || call.provider.kept === true) return paid(call);
    const key = cacheKey(call);
    while (underWay.has(key)) await underWay.get(key);
    const found = cache.get(key);
    if (found !== undefined) return { response: found.response, costNanoUsd: await worth(call, found.response), cached: true, answeredAt: found.at };
    const asking = paid(call);
    // Those who wait only want to know when it is over; its failure is the asker's.
    underWay.set(
      key,
      asking.catch(() => undefined),
    );
    try {
      const answer = await asking;
      // Blanked out it would score differently the second time, so an answer that repeats a secret is not kept at all.
      const json = JSON.stringify(answer.response);
      if (redact(json) === json) cache.put(key, answer.response, clock.now());
      return answer;
    } finally {
      underWay.delete(key);
    }
  }

  async function paid(call: ModelCall): Promise<ModelAnswer> {
    const { provider, request, epoch, sample = 1 } = call;
    const kept = provider.kept === true;
    const estimate = kept ? 0 : await reserve(call);
    let spent = 0;
    let told: Omit<PaidCall, "prompt" | "model"> = { tokens: 0, costNanoUsd: 0 };
    try {
      const response = await door(provider, (options) => provider.call(request, { ...options, epoch, sample }));
      const costNanoUsd = await worth(call, response);
      const open = kept ? 0 : response.attempts.filter(mayBePaid).length;
      const most = open === 0 ? undefined : await mostOf(call, open);
      spent = kept ? 0 : (costNanoUsd ?? estimate) + (most ?? 0);
      const known = open === 0 || most === 0;
      told = { tokens: known ? response.usage && response.usage.input + response.usage.output : undefined, costNanoUsd: known ? costNanoUsd : undefined };
      return { response, costNanoUsd, ...(most === undefined ? {} : { mayCostNanoUsd: most }), cached: kept };
    } catch (error) {
      if (kept || !(error instanceof ProviderError)) throw error;
      const open = openAttempts(error);
      if (open === 0) throw error;
      // It may have been answered, and be paid for.
      const most = await mostOf(call, open);
      spent = most ?? estimate;
      told = { tokens: undefined, costNanoUsd: most === 0 ? 0 : undefined };
      throw most === undefined ? error : error.mayCost(most);
    } finally {
      spending?.settle(estimate, spent);
      if (!kept) onPaid?.({ prompt: call.prompt, model: call.model, ...told });
    }
  }

  async function reserve({ model, request }: ModelCall): Promise<number> {
    if (spending === undefined) return 0;
    const estimate = await estimateCost({ model, request, config, at: clock.now() });
    if (estimate === undefined) throw new CaseFailure("budget", `What this call to ${model} may cost is not known, so it was not made under a cost cap.`);
    if (!(await spending.reserve(estimate))) throw new CaseFailure("budget", "The cost cap left too little for this call.");
    return estimate;
  }

  /** The most that so many attempts may cost; undefined when the price is not known. */
  async function mostOf({ model, request }: ModelCall, attempts: number): Promise<number | undefined> {
    const each = await estimateCost({ model, request, config, at: clock.now() });
    return each === undefined ? undefined : each * attempts;
  }

  function worth({ model }: ModelCall, { usage, costNanoUsd: reported }: ModelResponse): Promise<number | undefined> {
    return reported === undefined ? priced(model).then((prices) => costFrom(prices, usage)) : Promise.resolve(reported);
  }
}
