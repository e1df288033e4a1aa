import type { CaseResult } from "../../core/eval/case-result.ts";

/** What is asked for one result beside its answer, as it adds up. */
export interface Asking {
  /** @param costNanoUsd Undefined when the price is not known. */
  paid(calls: number, costNanoUsd: number | undefined): void;
  askedAgain(): void;
  /** Undefined when nothing was asked that was not known already. */
  record(): CaseResult["judging"];
}

export function asking(): Asking {
  let [calls, again] = [0, 0];
  let cost: number | undefined = 0;
  return {
    paid(more, costNanoUsd) {
      calls += more;
      cost = cost === undefined || costNanoUsd === undefined ? undefined : cost + costNanoUsd;
    },
    askedAgain: () => void (again += 1),
    record: () =>
      calls + again === 0 ? undefined : { calls, ...(cost === undefined ? {} : { cost_nano_usd: cost }), ...(again === 0 ? {} : { asked_again: again }) },
  };
}
