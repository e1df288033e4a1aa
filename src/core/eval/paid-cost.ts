import { mayBePaid } from "../model-call/may-be-paid.ts";
import type { CaseResult } from "./case-result.ts";

/**
 * What a result was paid for, judges included, in billionths of a US dollar: a cached answer costs nothing, nor does a case that was taken over. Undefined
 * when a price is not known, and when an attempt ended in the middle: nobody knows whether that was paid.
 */
export function paidCost(result: CaseResult): number | undefined {
  const { judging, reused } = result;
  if (reused !== undefined) return 0;
  const answer = answerCost(result);
  const judges = judging === undefined ? 0 : judging.cost_nano_usd;
  return answer === undefined || judges === undefined ? undefined : answer + judges;
}

/** The most that it can have cost, as far as anybody knows: what a cost cap goes by where `paidCost` is not known. */
export function mostPaid(result: CaseResult): number {
  const { cached, cost_nano_usd: answer = 0, may_cost_nano_usd: unknown = 0, judging } = result;
  return paidCost(result) ?? (cached ? 0 : answer + unknown) + (judging?.cost_nano_usd ?? 0) + (judging?.may_cost_nano_usd ?? 0);
}

function answerCost({ cached, model_answered, attempts = [], cost_nano_usd, may_cost_nano_usd }: CaseResult): number | undefined {
  if (cached) return 0;
  if (may_cost_nano_usd === undefined ? attempts.some(mayBePaid) : may_cost_nano_usd > 0) return undefined;
  return model_answered === undefined ? 0 : cost_nano_usd;
}
