import type { CaseResult } from "./case-result.ts";

/** What a result was paid for, judges included, in billionths of a US dollar: a cached answer costs nothing, nor does a case that was taken over. Undefined when a price is not known. */
export function paidCost({ cached, model_answered, cost_nano_usd, judging, reused }: CaseResult): number | undefined {
  if (reused !== undefined) return 0;
  const answer = cached || model_answered === undefined ? 0 : cost_nano_usd;
  const judges = judging === undefined ? 0 : judging.cost_nano_usd;
  return answer === undefined || judges === undefined ? undefined : answer + judges;
}
